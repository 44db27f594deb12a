"""How hotspots are linked from a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from zhiyin.face.links import links
from zhiyin.understand.hotspots.models import Decision, Hotspot


@links("hotspots.Hotspot")
def addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Hotspot.objects.filter(id__in=ids).values_list("id", "number")
    return {id: reverse("hotspot", args=[number]) for id, number in numbers}


@links("hotspots.Decision")
def decision_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    numbers = Decision.objects.filter(id__in=ids).values_list("id", "hotspot__number")
    return {id: reverse("hotspot", args=[number]) for id, number in numbers}
