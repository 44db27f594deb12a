"""What the phone announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CallRang(Event):
    """A customer calls, or is called."""

    call_id: UUID

    subject: ClassVar = "phone.Call"
    sentence: ClassVar = _("A call rang")
    icon: ClassVar = "phone"


@dataclass(frozen=True, slots=True)
class CallAnswered(Event):
    """A call was answered; `person_id` is who took it, if that is known."""

    call_id: UUID
    person_id: UUID | None = None

    subject: ClassVar = "phone.Call"
    sentence: ClassVar = _("A call was answered")
    icon: ClassVar = "phone"


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """A call was hung up. `missed`: nobody had answered it."""

    call_id: UUID
    missed: bool

    subject: ClassVar = "phone.Call"
    sentence: ClassVar = _("A call ended")
    icon: ClassVar = "phone-x-mark"
