"""What follow-up announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CallBackAsked(Event):
    """A customer answered badly: somebody is to call back, hear them out, and tell them what becomes of it."""

    call_back_id: UUID
    case_id: UUID | None

    subject: ClassVar = "followup.CallBack"
    sentence: ClassVar = _("A call back was asked for")
    icon: ClassVar = "phone-arrow-up-right"


@dataclass(frozen=True, slots=True)
class CallBackTried(Event):
    """Somebody tried to call a customer back and did not reach them."""

    attempt_id: UUID
    call_back_id: UUID
    case_id: UUID | None

    subject: ClassVar = "followup.Attempt"
    sentence: ClassVar = _("A call back did not reach the customer")
    icon: ClassVar = "phone-x-mark"


@dataclass(frozen=True, slots=True)
class CallBackMade(Event):
    """A customer was called back and told: the loop is closed."""

    call_back_id: UUID
    case_id: UUID | None

    subject: ClassVar = "followup.CallBack"
    sentence: ClassVar = _("The customer was called back")
    icon: ClassVar = "phone"
