"""What topics announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class TextLabelled(Event):
    """A text got a topic and a mood. `source` is message or feedback; `mood` is −1 … 1."""

    label_id: UUID
    topic: str
    mood: float
    source: str
    text_id: UUID
    case_id: UUID | None = None

    subject: ClassVar = "topics.Label"
    sentence: ClassVar = _("A text got a topic and a mood")
    icon: ClassVar = "tag"


@dataclass(frozen=True, slots=True)
class LabelCorrected(Event):
    """A person corrected what the machine said about a text."""

    correction_id: UUID
    label_id: UUID
    topic: str
    case_id: UUID | None = None

    subject: ClassVar = "topics.Correction"
    sentence: ClassVar = _("A person corrected a label")
    icon: ClassVar = "pencil-square"


@dataclass(frozen=True, slots=True)
class LexiconChanged(Event):
    """The words of the topics changed; labels from now on carry the new version."""

    lexicon_id: UUID
    number: int

    subject: ClassVar = "topics.Lexicon"
    sentence: ClassVar = _("The words of the topics changed")
    icon: ClassVar = "book-open"
