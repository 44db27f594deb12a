"""Slots: places on a page that later stages fill.

A page renders `{% slot "case.context" case %}`; a room's `panels.py` offers:

    @panel("case.context", order=30, permission="award.read")
    def awards(actor: Actor, case: Any) -> Panel | None:
        return Panel("compensation/panel.html", {"awards": awards_of(case.id)}, title=_("Compensation"))

A list asks for the cells of all its rows at once, so that no row costs a query:

    @cells("inbox.row", order=10, permission="promise.read")
    def clocks(actor: Actor, cases: Sequence[Any]) -> dict[UUID, Cell]:
        ...
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from zhiyin.kernel.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Panel:
    """What a room shows in a slot: a template and its context. `title` is translatable."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    title: Any = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a room shows in one row of a list: a template and its context."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


PanelOffer = Callable[[Actor, Any], Panel | None]
CellsOffer = Callable[[Actor, Sequence[Any]], dict[UUID, Cell]]


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer for a slot."""

    order: int
    permission: str
    offer: Callable[..., Any]


_PANELS: dict[str, list[Offered]] = defaultdict(list)
_CELLS: dict[str, list[Offered]] = defaultdict(list)


def _hang_up(board: dict[str, list[Offered]], slot: str, offered: Offered) -> None:
    board[slot].append(offered)
    board[slot].sort(key=lambda one: one.order)


def panel(slot: str, *, order: int, permission: str) -> Callable[[PanelOffer], PanelOffer]:
    """Offer a panel for a slot to actors who hold a permission. It returns None when it has nothing to show."""

    def hang_up(offer: PanelOffer) -> PanelOffer:
        _hang_up(_PANELS, slot, Offered(order, permission, offer))
        return offer

    return hang_up


def cells(slot: str, *, order: int, permission: str) -> Callable[[CellsOffer], CellsOffer]:
    """Offer a cell for each row of a list, computed for all rows together."""

    def hang_up(offer: CellsOffer) -> CellsOffer:
        _hang_up(_CELLS, slot, Offered(order, permission, offer))
        return offer

    return hang_up


def offers_for(slot: str, actor: Actor) -> list[Offered]:
    """The offers of panels that this actor may see in a slot, in order."""
    return [one for one in _PANELS[slot] if actor.may(one.permission)]


def panels_for(slot: str, actor: Actor, subject: Any) -> list[Panel]:
    """The panels that this actor gets in a slot, in order."""
    shown = (one.offer(actor, subject) for one in offers_for(slot, actor))
    return [one for one in shown if one is not None]


def cells_for(slot: str, actor: Actor, rows: Sequence[Any]) -> dict[UUID, list[Cell]]:
    """The cells of each row (by its id) that this actor gets, in order."""
    found: dict[UUID, list[Cell]] = {row.id: [] for row in rows}
    for one in _CELLS[slot]:
        if rows and actor.may(one.permission):
            for row_id, cell in one.offer(actor, rows).items():
                found[row_id].append(cell)
    return found
