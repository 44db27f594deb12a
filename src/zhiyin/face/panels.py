"""How the kernel's nouns are linked from a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from zhiyin.face.links import links
from zhiyin.kernel.policies.models import Trial, Version


@links("policies.Version")
def version_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A version leads to its policy."""
    keys = Version.objects.filter(id__in=ids).values_list("id", "key")
    return {id: reverse("face:policy", args=[key]) for id, key in keys}


@links("policies.Trial")
def trial_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A trial leads to the policy that it runs on."""
    keys = Trial.objects.filter(id__in=ids).values_list("id", "key")
    return {id: reverse("face:policy", args=[key]) for id, key in keys}
