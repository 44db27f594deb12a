"""What guarantees offer to pages: what may be returned beside the case, links from the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from zhiyin.face.links import link, links
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.guarantees.actions import RIGHT
from zhiyin.recover.guarantees.links import return_address
from zhiyin.recover.guarantees.models import Version
from zhiyin.recover.guarantees.reads import newest_orders, returns_of, window_of
from zhiyin.recover.guarantees.showing import ShownReturn
from zhiyin.recover.guarantees.views.returns import return_form
from zhiyin.resolve.promises.reads import entitlement


@links("guarantees.Version")
def version_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Version.objects.filter(id__in=ids).values_list("id", "guarantee__key")
    return {id: f"/guarantees/{key}" for id, key in rows}


@link("guarantees.Evidence")
def evidence_address(id: UUID) -> str | None:
    return None


@panel("case.context", order=34, permission="guarantee.read")
def what_may_be_returned(actor: Actor, case: Any) -> Panel | None:
    """The customer's newest orders that somebody told us were received, or that were asked about: until when, and what
    was decided."""
    right = entitlement(RIGHT)
    orders = newest_orders(actor, whole_ids(case.customer)) if right else []
    asked: dict[UUID, list[ShownReturn]] = {}
    for one in returns_of([order.id for order in orders]):
        asked.setdefault(one.order_id, []).append(ShownReturn(one))
    shown = [
        {
            "order": order,
            "ends_at": ends_at,
            "returns": asked.get(order.id, []),
            "form": return_form(order) if actor.may("return.ask") else None,
            "link": return_address(order.id),
        }
        for order in orders
        for ends_at in [window_of(order, right)]
        if ends_at is not None or order.id in asked
    ]
    return Panel("guarantees/case_panel.html", {"rows": shown, "case": case}) if shown else None
