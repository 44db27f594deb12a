"""The token with which a browser listens to live updates."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core import signing

from zhiyin.kernel.people.actor import Actor

SALT = "live"


def token_for(actor: Actor) -> str:
    """A signed token: `{"person": id, "units": [...] | None}` or `{"customer": id}` (or ids). "" when nobody is known."""
    if actor.kind == "person":
        units = None if actor.units is None else sorted(str(unit) for unit in actor.units)
        return signing.dumps({"person": str(actor.id), "units": units}, salt=SALT, compress=True)
    if actor.kind == "customer" and actor.id is not None:
        return signing.dumps({"customer": str(actor.id)}, salt=SALT)
    return ""


def token_for_customers(ids: Iterable[UUID]) -> str:
    """The token of a customer's page; a customer who was merged is known by several ids."""
    return signing.dumps({"customer": sorted(str(one) for one in ids)}, salt=SALT, compress=True)
