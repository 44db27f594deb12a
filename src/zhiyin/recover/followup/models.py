"""Follow-ups of resolved cases; call backs, and the attempts to make them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class CallBack(Noun):
    """A customer who answered badly is to be called back by `due_at`. One an invitation.

    The loop is closed only when the customer was reached and told: then `made_at`, `made_by` and `note` are set.
    """

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    invitation_id = models.UUIDField(unique=True)
    answer_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    score = models.SmallIntegerField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(made_at=None), name="call_back_waiting"),
            models.Index(fields=["-made_at", "-id"], condition=Q(made_at__isnull=False), name="call_back_made"),
            models.Index(fields=["customer", "-asked_at"], name="call_back_of_customer"),
            models.Index(fields=["case"], name="call_back_of_case"),
        ]

    @property
    def state(self) -> str:
        return "asked" if self.made_at is None else "made"


class Attempt(Noun):
    """Somebody called: did they reach the customer, and what was said."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached, and told what becomes of it")
        NOT_REACHED = "not_reached", _("Not reached")

    call_back = models.ForeignKey(CallBack, on_delete=models.CASCADE, related_name="attempts")
    outcome = models.CharField(max_length=12, choices=Outcome)
    note = models.TextField(blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()


class FollowUp(Noun):
    """Between `from_at` and `due_at` a customer is asked whether what was resolved is solved. One a closure.

    Open while `done_at` is empty; `missed_at` is set once the clock has noticed that nobody asked in time. What the
    customer said is kept, however it was heard (`how`); what was not solved has reopened the case.
    """

    class Outcome(models.TextChoices):
        SOLVED = "solved", _("Solved, says the customer")
        NOT_SOLVED = "not_solved", _("Not solved: the case is open again")
        UNREACHED = "unreached", _("Not reached, nothing more is tried")
        VOID = "void", _("The resolving was taken back")

    class How(models.TextChoices):
        CALL = "call", _("asked by a person")
        SURVEY = "survey", _("answered a survey")
        REOPENED = "reopened", _("the case was opened again")

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    closure_id = models.UUIDField(unique=True)
    resolved_at = models.DateTimeField()
    from_at = models.DateTimeField()
    due_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    how = models.CharField(max_length=10, choices=How, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at=None, outcome="") | Q(done_at__isnull=False) & ~Q(outcome=""),
                name="follow_up_done_at_says_outcome",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=models.F("from_at")), name="follow_up_has_its_time"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(done_at=None), name="follow_up_waiting"),
            models.Index(fields=["due_at"], condition=Q(done_at=None, missed_at=None), name="follow_up_to_miss"),
            models.Index(fields=["-done_at", "-id"], condition=Q(done_at__isnull=False), name="follow_up_done"),
            models.Index(fields=["case"], name="follow_up_of_case"),
        ]


class Rebound(Noun):
    """Something went wrong for a customer at `failed_at`: are they as satisfied again as they were before? One at a time.

    `level_before` is the mean of their last scores before (None: they had not answered yet, so satisfied is the aim),
    `level_after` that of the newest month since. Who is not back stays on the list; from `replan_at` on, 30 days after,
    somebody is to think of something else. Levels and times are counted, set by set; `back_at` is the answer that did it.
    """

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    failed_at = models.DateTimeField()
    level_before = models.FloatField(null=True)
    n_before = models.PositiveIntegerField(default=0)
    level_after = models.FloatField(null=True)
    n_after = models.PositiveIntegerField(default=0)
    last_answer_at = models.DateTimeField(null=True)
    replan_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer"], condition=Q(back_at=None), name="one_rebound_at_a_time"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["replan_at", "id"], condition=Q(back_at=None), name="rebound_not_back"),
            models.Index(fields=["-back_at", "-id"], condition=Q(back_at__isnull=False), name="rebound_back"),
            models.Index(fields=["customer", "-failed_at"], name="rebound_of_customer"),
            models.Index(fields=["failed_at"], name="rebound_by_failure"),
        ]


class Plan(Noun):
    """What somebody means to do for a customer who is not back yet, and when it is looked at again."""

    rebound = models.ForeignKey(Rebound, on_delete=models.CASCADE, related_name="plans")
    words = models.TextField()
    look_again_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()


class ReviewReply(Noun):
    """A bad public review is to be answered where it stands, by `due_at`: drafted, approved, posted. One a review.

    `missed_at` is set once the clock has noticed that it was not. `link` or `text` says what stands there now.
    """

    feedback_id = models.UUIDField(unique=True)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    said_at = models.DateTimeField()
    due_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    drafted_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    approved_at = models.DateTimeField(null=True)
    posted_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    posted_at = models.DateTimeField(null=True)
    link = models.CharField(max_length=500, blank=True)
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(approved_at__isnull=False), name="review_reply_posted_once_approved"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(posted_at=None), name="review_reply_waiting"),
            models.Index(fields=["due_at"], condition=Q(posted_at=None, missed_at=None), name="review_reply_to_miss"),
            models.Index(
                fields=["-posted_at", "-id"], condition=Q(posted_at__isnull=False), name="review_reply_posted"
            ),
        ]
