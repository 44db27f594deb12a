"""The case and the rows that tell its story."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun, NumberField
from zhiyin.resolve.cases import policy

_OPEN = Q(status__in=policy.OPEN_STATUSES)


class Case(Noun):
    """A request of one customer, from the first message until it is closed.

    `waiting_since`: since when the customer waits for us, None while nobody waits. `thread` is set for chats only: the
    session whose further messages belong here. `follows` is the earlier case that came too late to resume. `next_due_at`
    is when the nearest running promise ends (pinned by the promises room). `last_message_id` is the newest message,
    `snippet` its beginning: a list shows both without reading messages.
    """

    class Status(models.TextChoices):
        NEW = policy.NEW, pgettext_lazy("case", "New")
        OPEN = policy.OPEN, pgettext_lazy("case", "Open")
        WAITING_CUSTOMER = policy.WAITING_CUSTOMER, _("Waiting for customer")
        WAITING_OTHER = policy.WAITING_OTHER, _("Waiting for someone else")
        RESOLVED = policy.RESOLVED, pgettext_lazy("case", "Resolved")
        CLOSED = policy.CLOSED, pgettext_lazy("case", "Closed")

    class Severity(models.IntegerChoices):
        HIGH = 1, _("Safety, law, data, or the whole service lost")
        MIDDLE = 2, _("The main purpose is blocked")
        LOW = 3, _("An inconvenience")

    class Urgency(models.IntegerChoices):
        HIGH = 1, pgettext_lazy("urgency", "Now")
        MIDDLE = 2, pgettext_lazy("urgency", "Today")
        LOW = 3, pgettext_lazy("urgency", "Can wait")

    number = NumberField()
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.NEW)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.MIDDLE)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.MIDDLE)
    priority = models.PositiveSmallIntegerField(default=3)
    assignee = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    thread = models.CharField(max_length=200, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    last_message_id = models.UUIDField(null=True, blank=True)
    snippet = models.CharField(max_length=160, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    next_due_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(severity__range=(1, 3), urgency__range=(1, 3), priority__range=(1, 5)),
                name="case_priority_in_range",
            ),
            models.CheckConstraint(
                condition=_OPEN & Q(resolved_at=None) | ~_OPEN & Q(resolved_at__isnull=False),
                name="case_resolved_at_says_status",
            ),
            models.CheckConstraint(condition=~Q(id=F("follows")), name="case_follows_another"),
            # Two messages of one chat session at once: the second fails here, is tried again, and joins.
            models.UniqueConstraint(
                fields=["channel", "thread"], condition=_OPEN & ~Q(thread=""), name="one_open_case_per_session"
            ),
        ]
        # Each view of the inbox has its own index, over open cases only where history must not weigh.
        indexes: ClassVar = [
            models.Index(fields=["-last_message_at", "-id"], condition=_OPEN, name="case_open"),
            models.Index(fields=["unit", "-last_message_at", "-id"], condition=_OPEN, name="case_open_of_unit"),
            models.Index(fields=["assignee", "-last_message_at", "-id"], condition=_OPEN, name="case_open_of_assignee"),
            models.Index(
                fields=["unit", "-last_message_at", "-id"],
                condition=_OPEN & Q(assignee=None),
                name="case_open_unassigned",
            ),
            models.Index(
                fields=["waiting_since", "id"], condition=_OPEN & Q(waiting_since__isnull=False), name="case_waiting"
            ),
            models.Index(
                fields=["unit", "waiting_since", "id"],
                condition=_OPEN & Q(waiting_since__isnull=False),
                name="case_waiting_of_unit",
            ),
            models.Index(fields=["next_due_at", "id"], condition=_OPEN & Q(next_due_at__isnull=False), name="case_due"),
            models.Index(
                fields=["unit", "next_due_at", "id"],
                condition=_OPEN & Q(next_due_at__isnull=False),
                name="case_due_of_unit",
            ),
            models.Index(fields=["-resolved_at", "-id"], condition=~_OPEN, name="case_done"),
            models.Index(fields=["unit", "-resolved_at", "-id"], condition=~_OPEN, name="case_done_of_unit"),
            models.Index(fields=["resolved_at"], condition=Q(status="resolved"), name="case_to_close"),
            models.Index(fields=["channel", "thread", "-opened_at"], condition=~Q(thread=""), name="case_of_session"),
            models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
            models.Index(fields=["-opened_at", "-id"], name="case_by_opening"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.subject}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.status in policy.OPEN_STATUSES


class CaseMessage(Noun):
    """A message belongs to a case, and to no other."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    message = models.OneToOneField("channels.Message", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="message_of_case")]


class Closure(Noun):
    """A case was resolved: why, by whom, when. `undone_at`: it was a slip, taken back at once (not a reopening)."""

    class Reason(models.TextChoices):
        SOLVED = "solved", _("Solved")
        NO_ANSWER = "no_answer", _("The customer did not answer")
        DUPLICATE = "duplicate", _("The same as another case")
        SPAM = "spam", _("Unwanted mail")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="closures")
    reason = models.CharField(max_length=20, choices=Reason, default=Reason.SOLVED)
    status_before = models.CharField(max_length=16, choices=Case.Status)
    waiting_since_before = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="closure_of_case")]


class Reopening(Noun):
    """A resolved case resumed, and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reopenings")
    reason = models.CharField(max_length=300)
    by_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="reopening_of_case")]


class Grading(Noun):
    """Somebody judged severity and urgency, and said why; `vulnerable` lifts the priority by a level."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="gradings")
    severity = models.PositiveSmallIntegerField(choices=Case.Severity)
    urgency = models.PositiveSmallIntegerField(choices=Case.Urgency)
    vulnerable = models.BooleanField(default=False)
    priority = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    by_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="grading_of_case")]


class SetAside(Noun):
    """An automatic mail (absence note, bounce) that answers nothing we know: kept, shown, and no case of its own.

    `case` is set once a person decided that it deserves one; `dismissed_at` once a person has seen it.
    """

    message = models.OneToOneField("channels.Message", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "-at", "-id"], condition=Q(case=None, dismissed_at=None), name="set_aside_waiting"
            )
        ]
