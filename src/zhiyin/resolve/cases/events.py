"""What cases announce.

`CaseStatusChanged` tells of changes among the statuses of an open case and of closing; resolving and reopening have
events of their own. `MessageJoinedCase` tells of a customer's message only; our replies are told by conversations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """A case was opened, by a message or by a person (then `message_id` is None)."""

    case_id: UUID
    message_id: UUID | None = None

    subject: ClassVar = "cases.Case"
    sentence: ClassVar = _("A case was opened")
    icon: ClassVar = "folder-open"


@dataclass(frozen=True, slots=True)
class MessageJoinedCase(Event):
    """A customer's further message joined a case."""

    message_id: UUID
    case_id: UUID

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A message joined a case")
    icon: ClassVar = "chat-bubble-left"


@dataclass(frozen=True, slots=True)
class AutomaticMessageJoinedCase(Event):
    """A machine's answer (absence note, bounce) joined a case; nobody waits for an answer to it."""

    message_id: UUID
    case_id: UUID

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("An automatic answer joined a case")
    icon: ClassVar = "cog-6-tooth"


@dataclass(frozen=True, slots=True)
class AutomaticMessageSetAside(Event):
    """An automatic mail that answers nothing we know was kept without a case."""

    set_aside_id: UUID
    message_id: UUID

    subject: ClassVar = "cases.SetAside"
    sentence: ClassVar = _("An automatic mail was set aside")
    icon: ClassVar = "archive-box"


@dataclass(frozen=True, slots=True)
class CaseAssigned(Event):
    """A case was given to a person, a team, or back to the queue (both None)."""

    case_id: UUID
    person_id: UUID | None = None
    team_id: UUID | None = None

    subject: ClassVar = "cases.Case"
    sentence: ClassVar = _("A case was assigned")
    icon: ClassVar = "user-plus"


@dataclass(frozen=True, slots=True)
class CaseStatusChanged(Event):
    """The status of a case changed to `status`: new, open, waiting_customer, waiting_other or closed."""

    case_id: UUID
    status: str

    subject: ClassVar = "cases.Case"
    sentence: ClassVar = _("The status of a case changed")
    icon: ClassVar = "arrows-right-left"


@dataclass(frozen=True, slots=True)
class CaseResolved(Event):
    """A case was resolved."""

    closure_id: UUID
    case_id: UUID

    subject: ClassVar = "cases.Closure"
    sentence: ClassVar = _("A case was resolved")
    icon: ClassVar = "check-circle"


@dataclass(frozen=True, slots=True)
class CaseReopened(Event):
    """A resolved case resumed. `reason`: customer_wrote, undone, or person (the words stand in the row).

    `undone` takes back a slip: `reopening_id` is then the closure that was taken back, and no reopening is counted.
    """

    reopening_id: UUID
    case_id: UUID
    reason: str

    subject: ClassVar = "cases.Reopening"
    sentence: ClassVar = _("A case was reopened")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class PriorityChanged(Event):
    """Somebody judged severity and urgency anew."""

    case_id: UUID
    priority: int

    subject: ClassVar = "cases.Case"
    sentence: ClassVar = _("The priority of a case changed")
    icon: ClassVar = "flag"
