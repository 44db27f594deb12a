"""What conversations announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class ReplyWritten(Event):
    """Somebody answered the customer in a case. `person_id` is None when a connected program did.

    `status_before` and `waiting_since_before` are how the case stood: a reply that is taken back leaves it so.
    """

    message_id: UUID
    case_id: UUID
    person_id: UUID | None = None
    status_before: str = ""
    waiting_since_before: datetime | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A reply was written")
    icon: ClassVar = "paper-airplane"


@dataclass(frozen=True, slots=True)
class ReplyWithdrawn(Event):
    """A reply was taken back before it left: `written_at` is when it was written. For the customer it never was."""

    message_id: UUID
    case_id: UUID
    written_at: datetime
    person_id: UUID | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A reply was taken back before it left")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class NoteWritten(Event):
    """Somebody left a note for colleagues in a case."""

    note_id: UUID
    case_id: UUID

    subject: ClassVar = "conversations.Note"
    sentence: ClassVar = _("A note was written")
    icon: ClassVar = "pencil-square"
