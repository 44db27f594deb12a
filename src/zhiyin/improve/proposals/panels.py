"""What proposals offer to other pages: where they are, and the one that a hotspot drafted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import links
from zhiyin.face.slots import Panel, panel
from zhiyin.improve.proposals import wording
from zhiyin.improve.proposals.evidence import topic_names
from zhiyin.improve.proposals.models import Proposal, Review
from zhiyin.improve.proposals.reads import proposals_seen_by
from zhiyin.kernel.people.actor import Actor


@links("proposals.Proposal")
def addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Proposal.objects.filter(id__in=ids).values_list("id", "number")
    return {id: reverse("proposal", args=[number]) for id, number in numbers}


@links("proposals.Review")
def review_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Review.objects.filter(id__in=ids).values_list("id", "proposal__number")
    return {id: reverse("proposal", args=[number]) for id, number in numbers}


@panel("hotspot.context", order=10, permission="proposal.read")
def drafted_by_hotspot(actor: Actor, hotspot: Any) -> Panel | None:
    """The proposal that this hotspot drafted."""
    found = proposals_seen_by(actor).filter(hotspot_id=hotspot.id).first()
    if found is None:
        return None
    title = wording.title_of(found, topic_names().get(found.topic, ""))
    context = {"proposal": found, "title": title, "change": wording.change_of(found)}
    return Panel("proposals/of_hotspot.html", context, title=_("Proposal"))
