"""Awards, the approvals they wait for, who decides for whom, budgets, the apologies that go with them, and reversals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.register import kind_choices


class Award(Noun):
    """What a customer is given for what we broke. One a breach at most.

    `amount_minor` is in minor units of `currency`; 0 for an apology alone. It counts against the authority of `given_by_id`
    (a person; None: nobody was responsible for the case yet) in the role `role`. `policy_row` of `policy_version` (0: the
    declared default) decided it, or a person did and said why in `reason`; `least_minor` and `most_minor` are the range
    that the rule gave a person for such a `failure`, both included. `because` is the entry that caused it, once.
    """

    class State(models.TextChoices):
        WAITING = policy.WAITING, _("waiting for approval")
        GRANTED = policy.GRANTED, _("granted")
        REFUSED = policy.REFUSED, _("refused")
        REVERSED = policy.REVERSED, _("taken back")

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    breach_id = models.UUIDField(null=True, blank=True, unique=True)
    promise_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=kind_choices)
    amount_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=300, blank=True)
    policy_version_id = models.UUIDField(null=True)
    policy_version = models.PositiveIntegerField(null=True)
    policy_row = models.PositiveIntegerField(null=True)
    priority = models.PositiveSmallIntegerField(default=3)
    value_band = models.CharField(max_length=10, blank=True)
    failure = models.CharField(max_length=20, blank=True)
    least_minor = models.PositiveBigIntegerField(null=True, blank=True)
    most_minor = models.PositiveBigIntegerField(null=True, blank=True)
    given_by_id = models.UUIDField(null=True, blank=True)
    role = models.CharField(max_length=40)
    because = models.OneToOneField("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    transaction_id = models.UUIDField(null=True)
    apologise = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    granted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "made_at"], name="award_of_case"),
            models.Index(fields=["customer", "-made_at"], name="award_of_customer"),
            models.Index(fields=["-made_at", "-id"], name="award_by_time"),
            models.Index(fields=["given_by_id", "-made_at"], name="award_by_giver"),
            models.Index(fields=["-made_at"], condition=Q(state=policy.WAITING), name="award_waiting"),
            models.Index(
                fields=["unit", "currency", "granted_at"],
                condition=Q(state=policy.GRANTED),
                include=["amount_minor"],
                name="award_out_of_budget",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount_minor} {self.currency}"

    @property
    def counts(self) -> bool:
        """Whether it uses up authority: what is granted, and what waits."""
        return self.state in policy.COUNTING_STATES


class Approval(Noun):
    """Somebody with more authority is asked. `asked_of` is the permission they need, `role` the first role that suffices.

    `needed_minor` is what their limit must reach: the award with all that the same case already got. Undecided at `due_at`
    it goes to the next `role` (see `Escalation`); `level` counts how often it did. `in_name_of` is set when a deputy
    decided. Where `two_people` must agree and the house asked, `agreed_by` is the first of them.
    """

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="approval")
    why = models.CharField(max_length=20, choices=policy.WHY_BEYOND)
    needed_minor = models.PositiveBigIntegerField()
    limit_minor = models.PositiveBigIntegerField()
    asked_by_id = models.UUIDField(null=True, blank=True)
    asked_by_name = models.CharField(max_length=120, blank=True)
    asked_of = models.CharField(max_length=60, default="compensation.approve")
    role = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    two_people = models.BooleanField(default=False)
    agreed_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    in_name_of = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at=None, granted=None) | Q(decided_at__isnull=False, granted__isnull=False),
                name="approval_decided_with_time",
            ),
            models.CheckConstraint(condition=~Q(granted=False, reason=""), name="refusal_has_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asked_at", "id"], condition=Q(decided_at=None), name="approval_waiting"),
            models.Index(fields=["-decided_at", "-id"], name="approval_by_decision"),
            models.Index(fields=["due_at"], condition=Q(decided_at=None, due_at__isnull=False), name="approval_due"),
        ]


class Escalation(Noun):
    """An approval was not decided in time and went to the next role: once a level."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="escalations")
    level = models.PositiveSmallIntegerField()
    from_role = models.CharField(max_length=40)
    to_role = models.CharField(max_length=40)
    was_due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["approval", "level"], name="escalated_once_a_level")]


class Deputy(Noun):
    """For a time, `deputy` decides in the name of `person` too, with that person's authority."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    named_by_id = models.UUIDField(null=True, blank=True)
    named_by_name = models.CharField(max_length=120, blank=True)
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_another"),
            models.CheckConstraint(condition=Q(from_at__lt=F("until_at")), name="deputy_for_a_time"),
        ]
        indexes: ClassVar = [models.Index(fields=["deputy", "until_at"], name="deputy_until")]


class Budget(Noun):
    """What a unit may grant in each calendar month, quarter or year, in one currency. Set by whom, when and why.

    The newest row that has begun is in force; without an amount there is no bound any more. Never changed: set anew.
    """

    class Period(models.TextChoices):
        MONTH = "month", _("a month")
        QUARTER = "quarter", _("a quarter")
        YEAR = "year", _("a year")

    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=10)
    period = models.CharField(max_length=10, choices=Period)
    amount_minor = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    set_by_id = models.UUIDField(null=True, blank=True)
    set_by_name = models.CharField(max_length=120, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "currency", "-set_at", "-id"], name="budget_in_force")]


class Signal(Noun):
    """Something about claims that chance hardly explains, for a person to judge. It refuses nobody anything.

    `key` names what it is about: one open signal each. `facts` holds numbers and the ids of customers and awards, no
    personal data; `newest_at` is its newest claim: what was judged comes again only with newer ones.
    """

    class Kind(models.TextChoices):
        RING = "ring", _("Linked customers claim together")
        CUSTOMER_OFTEN = "customer_often", _("A customer claims more often than others")
        CUSTOMER_MUCH = "customer_much", _("A customer is given more than others")
        GIVER_OFTEN = "giver_often", _("Somebody gives more often than colleagues")
        GIVER_MUCH = "giver_much", _("Somebody gives more than colleagues")
        PAIR = "pair", _("Somebody gives to the same customer again and again")

    class Judgement(models.TextChoices):
        UNFOUNDED = "unfounded", _("nothing wrong")
        WATCHED = "watched", _("to be watched")
        ABUSE = "abuse", _("abuse")

    kind = models.CharField(max_length=20, choices=Kind)
    key = models.CharField(max_length=100)
    unit = models.ForeignKey("people.Unit", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    newest_at = models.DateTimeField()
    judgement = models.CharField(max_length=12, choices=Judgement, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    judged_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=Q(judged_at=None), name="one_open_signal_a_key"),
            models.CheckConstraint(
                condition=Q(judged_at=None, judgement="", reason="")
                | Q(judged_at__isnull=False) & ~Q(judgement="") & ~Q(reason=""),
                name="signal_judged_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-found_at", "-id"], condition=Q(judged_at=None), name="signal_open"),
            models.Index(fields=["-judged_at", "-id"], condition=Q(judged_at__isnull=False), name="signal_judged"),
            models.Index(fields=["key", "-newest_at"], name="signal_of_key"),
        ]


class Apology(Noun):
    """What we said to the customer about a broken promise: when, in which words, with which message.

    `occasion`: at the breach, or when an approval let us name the compensation. `template` names the wording used; the
    same one more than three times to one customer is flagged.
    """

    class Occasion(models.TextChoices):
        BREACH = "breach", _("when it happened")
        GRANTED = "granted", _("when the compensation was approved")
        GOODWILL = "goodwill", _("of our own accord")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="apologies")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10, choices=Occasion)
    message_id = models.UUIDField(null=True)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    text = models.TextField()
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["award", "occasion"], name="one_apology_per_occasion")]
        indexes: ClassVar = [models.Index(fields=["customer", "template"], name="apology_of_customer")]


class Reversal(Noun):
    """An award was taken back: by whom, when, why."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="reversal")
    reason = models.CharField(max_length=300)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
