"""What value is to playbooks: customers who may leave, and what a customer is worth now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.customers.models import Trait
from zhiyin.kernel.customers.reads import traits_of_many
from zhiyin.kernel.playbooks.register import About, Member, facts, population
from zhiyin.kernel.policies.register import Fact
from zhiyin.understand.value.kinds import BANDS


def customers_who_may_leave(at: datetime, after: UUID | None, limit: int) -> list[Member]:
    """Those whose risk is high."""
    rows = Trait.objects.filter(name="risk", until_at=None, value__level="high").order_by("customer_id")
    ids = (rows.filter(customer_id__gt=after) if after else rows).values_list("customer_id", flat=True)[:limit]
    return [Member(id, None, {"customer": id}) for id in ids]


def worth_and_risk(abouts: Sequence[About]) -> list[dict[str, Any]]:
    """Band and risk of each, in two statements."""
    ids = [one["customer"] for one in abouts]
    values, risks = traits_of_many(ids, "value"), traits_of_many(ids, "risk")
    return [{"value": values.get(id, {}).get("band"), "risk": risks.get(id, {}).get("level", "none")} for id in ids]


population(
    "customers_at_risk",
    _("Each customer who may leave"),
    gives=("customer",),
    read=customers_who_may_leave,
)
facts(
    (
        Fact("value", _("What the customer is worth"), choices=BANDS),
        Fact("risk", _("Risk that the customer leaves"), choices=(("none", _("none")), *BANDS)),
    ),
    needs=("customer",),
    read=worth_and_risk,
    recorded=False,
)
