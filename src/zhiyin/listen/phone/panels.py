"""What the phone offers to pages: who calls now, and how calls are linked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from zhiyin.face.links import link
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.people.actor import Actor


@link("phone.Call")
def call_address(id: UUID) -> str | None:
    return f"/calls/{id}"


@panel("frame.corner", order=10, permission="call.write")
def who_calls_now(actor: Actor, subject: Any) -> Panel | None:
    """A place in the corner of every page of those who take calls; it fetches who calls when a call rings."""
    return Panel("phone/corner.html") if actor.kind == "person" else None
