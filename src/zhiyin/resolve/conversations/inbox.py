"""The views of the inbox: which cases, in which order, how many.

Each view is served by an index of its own over open cases, so that history costs nothing; only the resolved are history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.face.pages import Page, _beyond, cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.resolve.cases.reads import OPEN, cases_seen_by

PAGE_SIZE = 30
#: "99+" is enough to know; nobody counts further
NEWS_COUNTED = 100
#: the same for the views: beyond it, they say "999+"
COUNTED = 999


@dataclass(frozen=True, slots=True)
class View:
    """One view: its key in the address, its name, which cases it shows, and in which order (never null, unique at last)."""

    key: str
    label: Any
    icon: str
    shows: Callable[[Actor], Q]
    order: tuple[str, ...]
    counted: bool = True

    def cases(self, actor: Actor) -> QuerySet[Any]:
        """The cases of this view that the actor may see."""
        return cases_seen_by(actor).filter(self.shows(actor))


RECENT = ("-last_message_at", "-id")

VIEWS = {
    view.key: view
    for view in (
        View("mine", pgettext_lazy("cases", "Mine"), "user", lambda actor: OPEN & Q(assignee_id=actor.id), RECENT),
        View("unassigned", _("Unassigned"), "inbox", lambda actor: OPEN & Q(assignee=None), RECENT),
        View("open", _("All open"), "inbox-stack", lambda actor: OPEN, RECENT),
        View(
            "waiting",
            _("Longest wait"),
            "clock",
            lambda actor: OPEN & Q(waiting_since__isnull=False),
            ("waiting_since", "id"),
        ),
        View(
            "due",
            pgettext_lazy("cases", "Due"),
            "hand-raised",
            lambda actor: OPEN & Q(next_due_at__isnull=False),
            ("next_due_at", "id"),
        ),
        View(
            "resolved",
            pgettext_lazy("cases", "Resolved"),
            "check-circle",
            lambda actor: ~OPEN,
            ("-resolved_at", "-id"),
            counted=False,
        ),
    )
}


def counters(actor: Actor) -> dict[str, int]:
    """How many cases each counted view holds, at most `COUNTED` and one: one statement, whatever the number of cases."""
    counted = {
        view.key: _Counted(view.cases(actor).values("id")[: COUNTED + 1]) for view in VIEWS.values() if view.counted
    }
    row: Any = cases_seen_by(actor).filter(OPEN).order_by(*RECENT).values(**counted).first()
    return row or dict.fromkeys(counted, 0)  # the numbers stand on an open case; without one, there are none


class _Counted(Subquery):
    """How many rows a query of its own gives: counted within its limit."""

    template = "(SELECT count(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


def view_for(asked: str, counts: dict[str, int]) -> View:
    """The view that was asked for; else the first with something in it: mine, then unassigned, then all open."""
    if asked in VIEWS:
        return VIEWS[asked]
    return next((VIEWS[key] for key in ("mine", "unassigned") if counts[key]), VIEWS["open"])


def page_of(view: View, actor: Actor, request: HttpRequest) -> Page:
    """One page of a view, its rows with customer, channel and assignee in the same statement."""
    rows = view.cases(actor).select_related("customer", "channel", "assignee")
    return cursor_page(rows, request, order=view.order, size=PAGE_SIZE)


def next_case(view: View, actor: Actor, case: Any) -> Any | None:
    """The case after this one in a view, else its first: where to go on once this one is done."""
    others = view.cases(actor).exclude(id=case.id).order_by(*view.order).only("id", "number")
    steps = [(name.lstrip("-"), name.startswith("-")) for name in view.order]
    values = [getattr(case, name) for name, _descending in steps]
    after = None if None in values else others.filter(_beyond(steps, values)).first()
    return after or others.first()


def news(view: View, actor: Actor, since: Any, shown: list[int]) -> int:
    """How many cases have come into a view since its page was drawn, at most `NEWS_COUNTED`."""
    came = view.cases(actor).filter(last_message_at__gt=since).exclude(number__in=shown)
    return len(came.order_by("-last_message_at").values_list("id", flat=True)[:NEWS_COUNTED])


def holds(view: View, actor: Actor, case_id: UUID) -> bool:
    """Whether a case is in a view now."""
    return view.cases(actor).filter(id=case_id).exists()
