"""What guarantees announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class GuaranteePublished(Event):
    """A version of a guarantee was put in force from a time on, or ended it."""

    version_id: UUID
    guarantee: str
    number: int
    active: bool

    subject: ClassVar = "guarantees.Version"
    sentence: ClassVar = _("A guarantee was put in force")
    icon: ClassVar = "shield-check"


@dataclass(frozen=True, slots=True)
class EvidenceKept(Event):
    """Another program told something that a guarantee answers to."""

    evidence_id: UUID
    type: str

    subject: ClassVar = "guarantees.Evidence"
    sentence: ClassVar = _("Evidence came in for a guarantee")
    icon: ClassVar = "document-check"


@dataclass(frozen=True, slots=True)
class ReturnDecided(Event):
    """A customer asked to return something, and was told at once whether it is accepted, and why."""

    return_id: UUID
    verdict: str

    subject: ClassVar = "guarantees.Return"
    sentence: ClassVar = _("A return was decided")
    icon: ClassVar = "arrow-uturn-left"
