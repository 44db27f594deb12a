"""What every page knows: the rail, the actor, how the reader wants it to look, where live updates come from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from zhiyin import __version__
from zhiyin.face.live import token_for
from zhiyin.face.preferences import density_of, theme_of
from zhiyin.face.stages import STAGES, RailPage, rail_foot, rail_groups, rail_of
from zhiyin.face.stylesheets import MODULES, STYLESHEETS
from zhiyin.face.words import words
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.rooms import pages


def frame(request: HttpRequest) -> dict[str, Any]:
    """The rail's pages that this actor may open, theme and density, the live address and its token."""
    actor = getattr(request, "actor", None)
    rail: Any = SimpleLazyObject(lambda: pages_open_to(actor, request.path) if actor else [])
    return {
        "actor": actor,
        "rail": rail,
        "rail_groups": SimpleLazyObject(lambda: rail_groups(rail)),
        "rail_foot": SimpleLazyObject(lambda: rail_foot(rail)),
        "stages": STAGES,
        "live_url": settings.LIVE_URL,
        "live_token": SimpleLazyObject(lambda: token_for(actor) if actor else ""),
        "theme": theme_of(request),
        "density": density_of(request),
        "words": words,
        "stylesheets": STYLESHEETS,
        "modules": MODULES,
        "version": __version__,
    }


def pages_open_to(actor: Actor, path: str) -> list[RailPage]:
    """The rail's pages that this actor may open, in rail order, as seen from the address `path`."""
    return rail_of([page for page in pages() if actor.may(page.permission)], path)
