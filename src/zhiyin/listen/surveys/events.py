"""What surveys announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class SurveyInvited(Event):
    """A customer was asked to fill a form."""

    invitation_id: UUID
    form_key: str
    about_id: UUID | None
    case_id: UUID | None

    subject: ClassVar = "surveys.Invitation"
    sentence: ClassVar = _("The customer was asked how it went")
    icon: ClassVar = "clipboard-document-list"


@dataclass(frozen=True, slots=True)
class SurveyAnswered(Event):
    """A customer answered one question, or changed the answer (`changed`). `kind`: csat, nps, ces, fair, text or choice."""

    answer_id: UUID
    invitation_id: UUID
    form_key: str
    question: str
    kind: str
    score: int | None
    about_id: UUID | None
    case_id: UUID | None
    changed: bool = False

    subject: ClassVar = "surveys.Answer"
    sentence: ClassVar = _("The customer answered a question")
    icon: ClassVar = "clipboard-document-check"
