"""Recurring work of hotspots."""

from __future__ import annotations

from django.utils import timezone

from zhiyin.kernel.jobs.registry import recurring
from zhiyin.kernel.people.actor import system
from zhiyin.understand.hotspots.actions import look


@recurring("hotspots.look", "40 3 * * *")
def look_for_hotspots() -> int:
    """Look where more customers complain than before."""
    return len(look(timezone.now(), by=system("hotspots")))
