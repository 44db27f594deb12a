"""What customers announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CustomersMerged(Event):
    """Two customers were found to be one."""

    merge_id: UUID
    source_id: UUID
    target_id: UUID

    subject: ClassVar = "customers.Merge"
    sentence: ClassVar = _("Two customers were found to be one")
    icon: ClassVar = "users"


@dataclass(frozen=True, slots=True)
class CustomersUnmerged(Event):
    """A merge was taken back."""

    merge_id: UUID
    source_id: UUID
    target_id: UUID

    subject: ClassVar = "customers.Merge"
    sentence: ClassVar = _("A merge was taken back")
    icon: ClassVar = "users"


@dataclass(frozen=True, slots=True)
class ConsentNoted(Event):
    """A customer gave or withdrew consent for a purpose."""

    consent_id: UUID
    purpose: str
    given: bool

    subject: ClassVar = "customers.Consent"
    sentence: ClassVar = _("Consent was given or withdrawn")
    icon: ClassVar = "hand-raised"
