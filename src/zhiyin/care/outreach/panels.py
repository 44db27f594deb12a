"""What outreach offers to pages: a customer at risk, links from the timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from zhiyin.care.outreach.reads import outreach_of
from zhiyin.care.outreach.showing import shown_all
from zhiyin.face.links import link
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor

SHOWN_IN_PANEL = 3


@link("outreach.Outreach")
def outreach_address(id: UUID) -> str | None:
    return f"/outreach/{id}"


@panel("customer.context", order=20, permission="outreach.read")
def outreach_to_the_customer(actor: Actor, customer: Any) -> Panel | None:
    """Why somebody is to reach out to this customer, and what came of it."""
    return _panel(actor, customer)


@panel("case.context", order=50, permission="outreach.read")
def outreach_beside_the_case(actor: Actor, case: Any) -> Panel | None:
    """The same beside a case, while it is still to be done: who answers must know."""
    return _panel(actor, case.customer, only_open=True)


def _panel(actor: Actor, customer: Any, *, only_open: bool = False) -> Panel | None:
    found = outreach_of(whole_ids(customer))
    if only_open:
        found = found.exclude(state="made")
    rows = shown_all(list(found[:SHOWN_IN_PANEL]))
    return Panel("outreach/panel.html", {"rows": rows, "may_make": actor.may("outreach.make")}) if rows else None
