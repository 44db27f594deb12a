"""The token with which a browser listens to live updates."""

from __future__ import annotations

from django.core import signing

from zhiyin.kernel.people.actor import Actor

SALT = "live"


def token_for(actor: Actor) -> str:
    """A signed token: `{"person": id, "units": [...] | None}` or `{"customer": id}`. "" when nobody is known."""
    if actor.kind == "person":
        units = None if actor.units is None else sorted(str(unit) for unit in actor.units)
        return signing.dumps({"person": str(actor.id), "units": units}, salt=SALT, compress=True)
    if actor.kind == "customer" and actor.id is not None:
        return signing.dumps({"customer": str(actor.id)}, salt=SALT)
    return ""
