"""What proposals announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class ProposalDrafted(Event):
    """An improvement was suggested, by a hotspot or by a person."""

    proposal_id: UUID
    hotspot_id: UUID | None = None

    subject: ClassVar = "proposals.Proposal"
    sentence: ClassVar = _("An improvement was proposed")
    icon: ClassVar = "light-bulb"


@dataclass(frozen=True, slots=True)
class ProposalReviewed(Event):
    """A colleague scored a proposal."""

    review_id: UUID
    proposal_id: UUID

    subject: ClassVar = "proposals.Review"
    sentence: ClassVar = _("A proposal was reviewed")
    icon: ClassVar = "pencil-square"


@dataclass(frozen=True, slots=True)
class ProposalAccepted(Event):
    """A proposal was accepted."""

    proposal_id: UUID

    subject: ClassVar = "proposals.Proposal"
    sentence: ClassVar = _("A proposal was accepted")
    icon: ClassVar = "hand-thumb-up"


@dataclass(frozen=True, slots=True)
class ProposalRefused(Event):
    """A proposal was refused."""

    proposal_id: UUID

    subject: ClassVar = "proposals.Proposal"
    sentence: ClassVar = _("A proposal was refused")
    icon: ClassVar = "hand-thumb-down"
