"""What proposals offer to other pages: where they are."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from zhiyin.face.links import links
from zhiyin.improve.proposals.models import Proposal, Review


@links("proposals.Proposal")
def addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Proposal.objects.filter(id__in=ids).values_list("id", "number")
    return {id: reverse("proposal", args=[number]) for id, number in numbers}


@links("proposals.Review")
def review_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Review.objects.filter(id__in=ids).values_list("id", "proposal__number")
    return {id: reverse("proposal", args=[number]) for id, number in numbers}
