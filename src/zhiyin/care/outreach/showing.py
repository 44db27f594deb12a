"""An outreach ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zhiyin.care.outreach.forms import OutcomeForm
from zhiyin.care.outreach.models import Outreach
from zhiyin.care.outreach.wording import in_words
from zhiyin.kernel.customers.models import Identity


@dataclass(frozen=True, slots=True)
class Shown:
    """An outreach with what a template needs."""

    outreach: Outreach
    reach: list[Identity]
    form: OutcomeForm

    @property
    def reasons(self) -> list[str]:
        return in_words(self.outreach.reasons)

    @property
    def tone(self) -> str:
        return {"stays": "good", "leaves": "late", "undecided": "soon"}.get(self.outreach.outcome, "plain")


def shown_all(found: Sequence[Outreach]) -> list[Shown]:
    """Outreach ready to be shown, with how to reach each customer in one statement."""
    reach: dict[UUID, list[Any]] = {}
    for identity in Identity.objects.filter(
        customer__in=[one.customer_id for one in found], kind__in=("phone", "email", "wechat")
    ).order_by("-kind", "id"):
        reach.setdefault(identity.customer_id, []).append(identity)
    return [Shown(one, reach.get(one.customer_id, []), OutcomeForm(auto_id=f"o{one.id.hex}_%s")) for one in found]
