"""What every page knows: the rail, the actor, where live updates come from."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from zhiyin.kernel.rooms import pages


def frame(request: HttpRequest) -> dict[str, Any]:
    """The rail's pages that this actor may open, and the live address."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "rail": [page for page in pages() if actor and actor.may(page.permission)],
        "live_url": settings.LIVE_URL,
    }
