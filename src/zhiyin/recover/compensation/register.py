"""The kinds of thing a customer can be given, registered by rooms: `register(Kind("repair", _("Repair"), …))`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

#: what points are counted in; they are no money and have no smaller unit
POINTS = "POINTS"

VOUCHER, POINTS_KIND, REFUND, REDO, GIFT, APOLOGY = "voucher", "points", "refund", "redo", "gift", "apology"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: what people call it, what the customer reads (`%(amount)s` is its worth), and where the ledger keeps it.

    `worth` says whether an amount is money, points, or nothing at all. `cost` is debited and `owed` credited when it is
    granted; what is owed until it is redeemed stands under the customer.
    """

    key: str
    label: Any
    told: Any = ""
    worth: Literal["money", "points", "nothing"] = "money"
    cost: str = "compensation-cost"
    owed: str = "owed-to-customers"

    def currency(self, money: str = "CNY") -> str:
        """What its amounts are counted in."""
        return POINTS if self.worth == "points" else money


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind. It is on offer in every form and table at once; two of one name stop the start."""
    if kind.key in KINDS or not kind.key.isidentifier() or len(kind.key) > 20:
        raise TypeError(f"{kind.key} is taken, or no name of at most 20 letters")
    KINDS[kind.key] = kind
    return kind


def kind_choices() -> list[tuple[str, Any]]:
    """All kinds with their names, for a field or a form."""
    return [(one.key, one.label) for one in KINDS.values()]


class Kinds:
    """All kinds with their names, asked anew each time: rooms that start later register more."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(kind_choices())


register(
    Kind(VOUCHER, _("Voucher"), _("We have credited you a voucher of %(amount)s. You need not do anything for it."))
)
register(
    Kind(POINTS_KIND, _("Points"), _("We have credited you %(amount)s. You need not do anything for it."), "points")
)
register(Kind(REFUND, _("Refund"), _("We refund you %(amount)s. You need not do anything for it.")))
register(
    Kind(
        REDO, _("Done again"), _("We do it again, at no cost to you (worth %(amount)s)."), owed="work-owed-to-customers"
    )
)
register(Kind(GIFT, _("Gift"), _("A gift worth %(amount)s is on its way to you."), owed="gifts-owed-to-customers"))
register(Kind(APOLOGY, _("Apology"), worth="nothing"))
