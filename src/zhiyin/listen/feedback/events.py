"""What feedback announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackReceived(Event):
    """A customer said something unasked."""

    feedback_id: UUID

    subject: ClassVar = "feedback.Feedback"
    sentence: ClassVar = _("Feedback was received")
    icon: ClassVar = "megaphone"
