"""Promises, the pauses of their clocks, their breaches, how the customer was told of them; public days by version."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun
from zhiyin.resolve.promises import policy

RUNNING = Q(state__in=policy.RUNNING_STATES)


class Promise(Noun):
    """What we owe a customer by when.

    `due_at` is the first instant at which `duration_seconds` of working time of `calendar` (a name in the policy
    "calendars", blank for round the clock) has passed since `started_at`, pauses left out; `arithmetic` holds the steps of
    that count. `warn_at` is when four fifths of it are used. `answered_at` is when it was done, in time (`met_at`) or late.
    The policy's key, version (0: the declared default), row and trial say why it is this long; `considered` holds all
    rules that applied, the binding one first, `versions` the versions of all tables that were asked, `facts` what was
    asked. `locked_due_at` is the law's latest time: no rule and no hand moves or ends it. `about` says in words what was
    promised, where a person did.
    """

    class State(models.TextChoices):
        PENDING = policy.PENDING, _("clock runs")
        WARNED = policy.WARNED, _("running out")
        NOTICED = policy.NOTICED, _("customer told early")
        PAUSED = policy.PAUSED, _("clock stands")
        MET = policy.MET, _("kept")
        BREACHED = policy.BREACHED, _("broken")
        BREACHED_BY_CHANGE = policy.BREACHED_BY_CHANGE, _("overdue by a change of rules")
        CANCELLED = policy.CANCELLED, _("ended")
        VOID = policy.VOID, _("made by mistake")

    class Name(models.TextChoices):
        FIRST_REPLY = policy.FIRST_REPLY, _("First reply")
        SOLUTION = policy.SOLUTION, _("Solution")
        NEXT_UPDATE = policy.NEXT_UPDATE, _("Next update")
        TOLD_DATE = policy.TOLD_DATE, _("Date told to the customer")
        FOLLOW_UP = policy.FOLLOW_UP, _("Follow-up")
        CUT_OFF = policy.CUT_OFF, _("Delivery by cut-off")

    class Audience(models.TextChoices):
        PUBLIC = policy.PUBLIC, pgettext_lazy("audience", "public")
        CONTRACT = policy.CONTRACT, pgettext_lazy("audience", "by contract")
        INTERNAL = policy.INTERNAL, pgettext_lazy("audience", "internal")
        STATUTORY = policy.STATUTORY, pgettext_lazy("audience", "by law")

    name = models.CharField(max_length=40, choices=Name)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    about = models.CharField(max_length=300, blank=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    channel_kind = models.CharField(max_length=12, blank=True)
    priority = models.PositiveSmallIntegerField(default=3)
    value_band = models.CharField(max_length=10, blank=True)
    calendar = models.CharField(max_length=60, blank=True)
    calendar_version = models.PositiveIntegerField(default=0)
    public_days_version = models.PositiveIntegerField(default=0)
    duration_seconds = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    locked_due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PENDING)
    met_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    policy_key = models.CharField(max_length=40, blank=True)
    policy_version_id = models.UUIDField(null=True)
    policy_version = models.PositiveIntegerField(default=0)
    policy_row = models.PositiveIntegerField(null=True)
    trial_id = models.UUIDField(null=True)
    arm = models.CharField(max_length=60, null=True)  # noqa: DJ001  null says: in no trial, as in the event
    arithmetic = models.JSONField(default=list)
    considered = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(name=policy.NEXT_UPDATE, state__in=policy.OPEN_STATES),
                name="one_next_update_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(name=policy.FIRST_REPLY), name="one_first_reply_promise_per_case"
            ),
            models.CheckConstraint(
                condition=Q(state=policy.MET, met_at__isnull=False) | (~Q(state=policy.MET) & Q(met_at=None)),
                name="promise_met_at_says_state",
            ),
        ]
        # The clock asks each second what is due and what to warn of: two small partial indexes answer.
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=RUNNING, name="promise_running_due"),
            models.Index(fields=["warn_at"], condition=Q(state=policy.PENDING), name="promise_to_warn"),
            models.Index(fields=["case", "started_at"], name="promise_of_case"),
            models.Index(fields=["customer", "-due_at"], name="promise_of_customer"),
            models.Index(fields=["due_at", "id"], name="promise_by_due"),
            models.Index(fields=["name", "started_at", "id"], name="promise_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def duration(self) -> timedelta:
        return timedelta(seconds=self.duration_seconds)

    @property
    def is_running(self) -> bool:
        return self.state in policy.RUNNING_STATES

    @property
    def is_locked(self) -> bool:
        """Whether the law stands behind it: then nobody ends it, and nothing makes it later than `locked_due_at`."""
        return self.locked_due_at is not None

    @property
    def was_late(self) -> bool:
        """Whether it was done after its time."""
        return self.answered_at is not None and self.answered_at > self.due_at


class Pause(Noun):
    """A promise's clock stands still from `from_at` to `until_at` (None: it still stands), and why."""

    class Reason(models.TextChoices):
        WAITING = "waiting", _("waiting for the customer")
        RESOLVED = "resolved", _("the case was resolved")

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=10, choices=Reason)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["promise"], condition=Q(until_at=None), name="one_open_pause_per_promise")
        ]


class Notice(Noun):
    """The customer was told before the time was over that it will not be kept. It stays a breach, but a managed one."""

    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="notice")
    message_id = models.UUIDField(null=True)
    text = models.CharField(max_length=4000)
    automatic = models.BooleanField(default=False)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()


class Handover(Noun):
    """From `from_at` to `until_at` (None: still) a case is with a department or a vendor, or with somebody not named.

    The customer's clock runs on. `due_at` is when they are to give it back, by the policy "handover"; None: they owe no
    time. `overdue_at` is set once the clock has noticed that they did not.
    """

    class Whose(models.TextChoices):
        DEPARTMENT = policy.DEPARTMENT, _("department")
        VENDOR = policy.VENDOR, _("vendor")
        OTHER = policy.OTHER, _("somebody else")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    whose = models.CharField(max_length=10, choices=Whose)
    name = models.CharField(max_length=120, blank=True)
    asked = models.CharField(max_length=300, blank=True)
    by_id = models.UUIDField(null=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    calendar = models.CharField(max_length=60, blank=True)
    duration_seconds = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_at=None), name="one_handover_at_a_time"),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=models.F("from_at")), name="handover_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(until_at=None, overdue_at=None, due_at__isnull=False),
                name="handover_running_due",
            ),
            models.Index(fields=["case", "from_at"], name="handover_of_case"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_whose_display())


class Review(Noun):
    """A promise was kept too seldom in two periods running: somebody decides whether it stays as it is (M190).

    `periods` holds both, each with its first day, how many were kept and how many broken.
    """

    class Decision(models.TextChoices):
        KEEP = "keep", _("keep the promise, mend how we work")
        CHANGE = "change", _("change the promise")

    name = models.CharField(max_length=40, choices=Promise.Name)
    period_on = models.DateField()
    periods = models.JSONField(default=list)
    made_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "period_on"], name="one_review_per_promise_and_period"),
            models.UniqueConstraint(fields=["name"], condition=Q(decided_at=None), name="one_open_review_per_promise"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision="") | Q(decided_at__isnull=False) & ~Q(decision=""),
                name="review_decided_at_says_decision",
            ),
        ]


class Trying(Noun):
    """Changed rules of a promise tried on the cases of a past window: how far it is, and what it would have come to.

    `rows` are the rules tried (those in force stand beside them in `result`), `after_at` and `after_id` say where the next
    batch begins. Nothing is changed by it.
    """

    key = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    unit_ids = models.JSONField(null=True)
    cases = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    after_at = models.DateTimeField(null=True)
    after_id = models.UUIDField(null=True)
    result = models.JSONField(default=dict)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-made_at", "-id"], name="trying_by_time")]


class Breach(Noun):
    """A promise was broken at `breached_at`, its due time exactly; the clock noticed at `noticed_at`."""

    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="breach")
    breached_at = models.DateTimeField()
    noticed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-breached_at", "-id"], name="breach_by_time")]


class Acknowledgement(Noun):
    """The customer was told automatically, once a case, that their message came in and by when a person replies."""

    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="+")
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="acknowledgements")
    message_id = models.UUIDField(null=True)
    due_told_at = models.DateTimeField()
    at = models.DateTimeField()


class Almanac(Noun):
    """The public days of a source ("cn", "de-by", "feed:works") as they were published, one version. Never changed.

    `off` and `work` map days to their names by language. The policy "public_days" says which version is in force.
    """

    source = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    off = models.JSONField(default=dict)
    work = models.JSONField(default=dict)
    settled_through = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=300)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "number"], name="almanac_version_once")]

    def __str__(self) -> str:
        return f"{self.source}@{self.number}"


class Feed(Noun):
    """An iCal address that public days are fetched from. What came last and could be read stays in force."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=2000)
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        return f"feed:{self.key}"
