"""What value offers to pages of earlier stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.face.slots import Cell, Panel, cells, panel
from zhiyin.kernel.people.actor import Actor
from zhiyin.understand.value.kinds import BANDS
from zhiyin.understand.value.reads import bounds_of, values_and_risks

_NAMES = dict(BANDS)
_TONES = {"high": "late", "middle": "soon", "low": "plain"}


@panel("customer.context", order=20, permission="value.read")
def value_of_the_customer(actor: Actor, customer: Any) -> Panel | None:
    """What the customer is worth and whether they may leave."""
    return _panel(customer.id, actor)


@panel("case.context", order=20, permission="value.read")
def value_of_the_cases_customer(actor: Actor, case: Any) -> Panel | None:
    """What the case's customer is worth and whether they may leave."""
    return _panel(case.customer_id, actor)


def _panel(customer_id: UUID, actor: Actor) -> Panel | None:
    values, risks = values_and_risks([customer_id], actor)
    value, risk = values.get(customer_id), risks.get(customer_id)
    if value is None and risk is None:
        return None
    context = {
        "value": value,
        "band": _NAMES[value.band] if value else "",
        "bounds": bounds_of(value.currency) if value and value.orders is not None else None,
        "elsewhere": (value is not None and value.orders is None) or (risk is not None and risk.reasons is None),
        "risk": risk,
        "level": _NAMES[risk.level] if risk else "",
        "tone": _TONES[risk.level] if risk else "",
    }
    return Panel("value/panel.html", context, _("Value and risk"))


@cells("customers.row", order=20, permission="value.read")
def worth_and_risk(actor: Actor, rows: Sequence[Any]) -> dict[UUID, Cell]:
    """In the list of customers: who is worth much, and who may leave."""
    ids = [row.id for row in rows]
    values, risks = values_and_risks(ids, actor)
    found = {}
    for id in ids:
        value, risk = values.get(id), risks.get(id)
        if value is not None or risk is not None:
            facts = {"band": _NAMES[value.band] if value else "", "risk": risk}
            level = {"level": _NAMES[risk.level], "tone": _TONES[risk.level]} if risk else {}
            found[id] = Cell("value/cell.html", facts | level)
    return found
