"""The complaint, its steps, and what they brought: evidence, cause, solutions, clocks that the law sets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun, NumberField
from zhiyin.recover.complaints import policy

_OPEN = Q(state__in=policy.OPEN_STATES)


class Complaint(Noun):
    """A customer says that we did wrong and wants something for it. One a case, always with one owner.

    `story` is what happened, `wish` what the customer wants, `matter` what like is put with like by. `priority` is that of
    its case. A person's first answer in substance is due by `answer_due_at`, round the clock; `answer_missed_at` is when
    none had come.
    """

    class State(models.TextChoices):
        RECEIVED = policy.RECEIVED, pgettext_lazy("complaint", "received")
        ACKNOWLEDGED = policy.ACKNOWLEDGED, pgettext_lazy("complaint", "acknowledged")
        ASSESSED = policy.ASSESSED, pgettext_lazy("complaint", "assessed")
        INVESTIGATING = policy.INVESTIGATING, pgettext_lazy("complaint", "under investigation")
        ANSWERED = policy.ANSWERED, pgettext_lazy("complaint", "solution proposed")
        DECIDED = policy.DECIDED, pgettext_lazy("complaint", "decided")
        CLOSED = policy.CLOSED, pgettext_lazy("complaint", "closed")
        WITHDRAWN = policy.WITHDRAWN, pgettext_lazy("complaint", "withdrawn")

    class Kind(models.TextChoices):
        PRODUCT = "product", pgettext_lazy("complaint", "Product")
        SERVICE = "service", pgettext_lazy("complaint", "Service")
        DELIVERY = "delivery", pgettext_lazy("complaint", "Delivery")
        BILLING = "billing", pgettext_lazy("complaint", "Price and bill")
        STAFF = "staff", pgettext_lazy("complaint", "Conduct of staff")
        PRIVACY = "privacy", pgettext_lazy("complaint", "Personal data")
        SAFETY = "safety", pgettext_lazy("complaint", "Danger to people")
        OTHER = "other", pgettext_lazy("complaint", "Something else")

    number = NumberField()
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    product = models.CharField(max_length=100, blank=True)
    matter = models.CharField(max_length=100)
    happened_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    story = models.TextField(blank=True)
    wish = models.TextField(blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.RECEIVED)
    priority = models.PositiveSmallIntegerField(default=3)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    first_answer_at = models.DateTimeField(null=True, blank=True)
    answer_missed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    problem = models.ForeignKey(
        "complaints.Problem", null=True, blank=True, on_delete=models.SET_NULL, related_name="complaints"
    )
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_OPEN & Q(closed_at=None) | ~_OPEN & Q(closed_at__isnull=False),
                name="complaint_closed_at_says_state",
            ),
            models.CheckConstraint(condition=Q(priority__range=(1, 5)), name="complaint_priority_in_range"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["priority", "opened_at", "id"], condition=_OPEN, name="complaint_open"),
            models.Index(
                fields=["owner", "priority", "opened_at", "id"], condition=_OPEN, name="complaint_open_of_owner"
            ),
            models.Index(fields=["-closed_at", "-id"], condition=~_OPEN, name="complaint_closed"),
            models.Index(fields=["-opened_at", "-id"], name="complaint_by_opening"),
            models.Index(fields=["customer", "-opened_at"], name="complaint_of_customer"),
            models.Index(fields=["matter", "opened_at"], name="complaint_of_matter"),
            models.Index(fields=["problem", "opened_at"], name="complaint_of_problem"),
            models.Index(
                fields=["answer_due_at"],
                condition=_OPEN & Q(first_answer_at=None, answer_missed_at=None),
                name="complaint_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in policy.OPEN_STATES


class Step(Noun):
    """One step of a complaint: who took it, when, in which words; from one state to the next.

    `message_id` is the letter that the step sent. One whose letter was taken back before it left is `undone_at`.
    """

    class Name(models.TextChoices):
        OPEN = policy.OPEN, pgettext_lazy("step", "Received")
        ACKNOWLEDGE = policy.ACKNOWLEDGE, pgettext_lazy("step", "Acknowledged and restated")
        CONFIRM = policy.CONFIRM, pgettext_lazy("step", "Restatement confirmed")
        CORRECT = policy.CORRECT, pgettext_lazy("step", "Corrected by the customer")
        ASSESS = policy.ASSESS, pgettext_lazy("step", "Assessed")
        INVESTIGATE = policy.INVESTIGATE, pgettext_lazy("step", "Investigated")
        FIND_CAUSE = policy.FIND_CAUSE, pgettext_lazy("step", "Cause found")
        PROPOSE = policy.PROPOSE, pgettext_lazy("step", "Solution proposed")
        ACCEPT = policy.ACCEPT, pgettext_lazy("step", "Solution accepted")
        ADJUST = policy.ADJUST, pgettext_lazy("step", "Customer wants the solution changed")
        REFUSE = policy.REFUSE, pgettext_lazy("step", "Solution refused")
        NO_REPLY = policy.NO_REPLY, pgettext_lazy("step", "No reply after two reminders")
        CLOSE = policy.CLOSE, pgettext_lazy("step", "Closed")
        WITHDRAW = policy.WITHDRAW, pgettext_lazy("step", "Withdrawn")
        RESUME = policy.RESUME, pgettext_lazy("step", "Taken up again")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=12, choices=Name)
    state_before = models.CharField(max_length=14, blank=True)
    state_after = models.CharField(max_length=14)
    words = models.TextField(blank=True)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    message_id = models.UUIDField(null=True, unique=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["complaint", "at", "id"], name="step_of_complaint")]


class Evidence(Noun):
    """What speaks for a finding, by reference: a file that came with a message, or where it lies (a protocol, a record)."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="evidence")
    step = models.ForeignKey(Step, null=True, on_delete=models.PROTECT, related_name="evidence")
    attachment_id = models.UUIDField(null=True)
    words = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint", "attachment_id"],
                condition=Q(attachment_id__isnull=False),
                name="file_once_as_evidence",
            ),
            models.CheckConstraint(
                condition=Q(attachment_id__isnull=False) | ~Q(words=""), name="evidence_is_something"
            ),
        ]


class Cause(Noun):
    """Why it happened: a class, and the chain of whys behind it, each answer asked why again."""

    class Kind(models.TextChoices):
        PRODUCT = policy.PRODUCT, pgettext_lazy("cause", "Product")
        SERVICE = policy.SERVICE, pgettext_lazy("cause", "Service")
        COMMUNICATION = policy.COMMUNICATION, pgettext_lazy("cause", "Communication")
        OTHER = policy.OTHER, pgettext_lazy("cause", "Other")

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="cause")
    kind = models.CharField(max_length=13, choices=Kind)
    whys = models.JSONField(default=list)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at", "kind"], name="cause_by_time")]


class Solution(Noun):
    """What we propose, and what the customer says to it. Silence is no consent: it is noted as what it is.

    `next_at`: when a silent customer is reminded, or at last no longer waited for.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("solution", "waits for the customer")
        ACCEPTED = "accepted", pgettext_lazy("solution", "accepted")
        ADJUSTED = "adjusted", pgettext_lazy("solution", "to be changed")
        REFUSED = "refused", pgettext_lazy("solution", "refused")
        NO_REPLY = "no_reply", pgettext_lazy("solution", "no reply")
        TAKEN_BACK = "taken_back", pgettext_lazy("solution", "taken back")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="solutions")
    words = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    silent_seconds = models.PositiveIntegerField()
    reminders = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    message_id = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(state="proposed"), name="one_open_solution_per_complaint"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", next_at__isnull=False) | (~Q(state="proposed") & Q(next_at=None)),
                name="solution_next_at_says_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["complaint", "-proposed_at"], name="solution_of_complaint"),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="solution_waiting"),
        ]


class StatutoryClock(Noun):
    """A time that the law sets, since an authority handed us the complaint. The database refuses to change or end it:
    it is met, or missed."""

    class Name(models.TextChoices):
        ACCEPT = "accept", _("Tell the authority that we take the complaint on")
        CONCLUDE = "conclude", _("Tell the authority how it ended")

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="statutory_clocks")
    name = models.CharField(max_length=10, choices=Name)
    authority = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["complaint", "name"], name="statutory_clock_once_per_complaint")
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(met_at=None, missed_at=None), name="statutory_clock_running")
        ]
