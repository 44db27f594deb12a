"""Does a good recovery leave customers better than if nothing had gone wrong? "Not shown" unless it is shown (B10).

Three groups by the first promise of a customer that was decided in the window: it was kept and nobody complained (none); it
was broken, or complained of, and made good (good); or not made good (poor). What counts as made good is what we did:
something was given within three days and the case was solved within seven. It is never what the customer said
afterwards, for that is the outcome. Groups are compared like with like: within a unit, by tenure, by what was spent and how
satisfied they were before, each with the weights of the good recoveries.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from zhiyin.lib.stats import Interval, NoData, Sample, WelchDifference, welch, wilson

GOOD, NONE, POOR = "good", "none", "poor"
GIVEN_WITHIN, SOLVED_WITHIN = timedelta(days=3), timedelta(days=7)
#: in each group, after weighting; below that nothing is said
LEAST = 30
SATISFACTION, AGAIN_30, AGAIN_90 = "satisfaction", "again_30", "again_90"
#: the outcomes by key, each for itself: satisfied is not loyal
OUTCOMES: dict[str, Any] = {
    SATISFACTION: _("Satisfaction (1–5)"),
    AGAIN_30: _("Bought again within 30 days"),
    AGAIN_90: _("Bought again within 90 days"),
}

_CELLS = """
WITH firsts AS (
    SELECT DISTINCT ON (customer_id) customer_id, unit_id, case_id, state, started_at, due_at FROM promises_promise
    WHERE due_at >= %(from)s AND due_at < %(to)s AND state IN ('met', 'breached') AND case_id IS NOT NULL
      AND (%(everywhere)s OR unit_id = ANY(%(units)s))
    ORDER BY customer_id, due_at
), known AS (
    SELECT f.*,
        CASE WHEN f.state = 'met' AND NOT EXISTS (
                SELECT FROM complaints_complaint k WHERE k.case_id = f.case_id AND k.state <> 'withdrawn') THEN 'none'
             WHEN EXISTS (SELECT FROM compensation_award w WHERE w.case_id = f.case_id AND w.state = 'granted'
                    AND w.granted_at <= f.due_at + %(given)s)
              AND EXISTS (SELECT FROM cases_closure s WHERE s.case_id = f.case_id AND s.undone_at IS NULL
                    AND s.at <= f.due_at + %(solved)s) THEN 'good'
             ELSE 'poor' END AS arm,
        before.spent, before.first_at, mood.level,
        (SELECT a.score FROM surveys_invitation i JOIN surveys_answer a ON a.invitation_id = i.id
         WHERE i.case_id = f.case_id AND a.kind = 'csat' AND a.score IS NOT NULL AND a.first_at >= f.started_at
         ORDER BY a.first_at LIMIT 1) AS satisfaction,
        (SELECT min(o.placed_at) FROM orders_order o WHERE o.customer_id = f.customer_id AND o.state = 'placed'
         AND o.placed_at > f.due_at) AS again_at
    FROM firsts f
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(o.amount_minor), 0) AS spent, min(o.placed_at) AS first_at FROM orders_order o
        WHERE o.customer_id = f.customer_id AND o.state = 'placed' AND o.placed_at < f.started_at) before
    CROSS JOIN LATERAL (
        SELECT avg(a.score) AS level FROM surveys_invitation i JOIN surveys_answer a ON a.invitation_id = i.id
        WHERE i.customer_id = f.customer_id AND a.kind = 'csat' AND a.score IS NOT NULL
          AND a.first_at < f.started_at) mood
), celled AS (
    SELECT arm, satisfaction,
        unit_id,
        ntile(3) OVER (ORDER BY spent) AS spent,
        CASE WHEN first_at IS NULL THEN 0 WHEN first_at > started_at - interval '180 days' THEN 1 ELSE 2 END AS tenure,
        CASE WHEN level IS NULL THEN 0 WHEN level < 4 THEN 1 ELSE 2 END AS mood,
        CASE WHEN due_at + interval '30 days' <= %(to)s
             THEN coalesce(again_at <= due_at + interval '30 days', false)::int END AS again_30,
        CASE WHEN due_at + interval '90 days' <= %(to)s
             THEN coalesce(again_at <= due_at + interval '90 days', false)::int END AS again_90
    FROM known
)
SELECT arm, concat_ws('/', unit_id, spent, tenure, mood),
    count(satisfaction), coalesce(sum(satisfaction), 0), coalesce(sum(satisfaction * satisfaction), 0),
    count(again_30), coalesce(sum(again_30), 0), coalesce(sum(again_30), 0),
    count(again_90), coalesce(sum(again_90), 0), coalesce(sum(again_90), 0)
FROM celled GROUP BY 1, 2
"""
_RESPONSE = """
WITH broken AS (
    SELECT p.case_id, min(b.breached_at) AS at FROM promises_breach b JOIN promises_promise p ON p.id = b.promise_id
    WHERE b.breached_at >= %(from)s AND b.breached_at < %(to)s AND p.case_id IS NOT NULL
      AND (%(everywhere)s OR p.unit_id = ANY(%(units)s))
    GROUP BY p.case_id
)
SELECT count(*), count(*) FILTER (WHERE asked), count(*) FILTER (WHERE answered) FROM (
    SELECT EXISTS (SELECT FROM surveys_invitation i WHERE i.case_id = b.case_id AND i.invited_at >= b.at
                   AND i.failed_at IS NULL) AS asked,
           EXISTS (SELECT FROM surveys_invitation i JOIN surveys_answer a ON a.invitation_id = i.id
                   WHERE i.case_id = b.case_id AND i.failed_at IS NULL AND a.kind = 'csat' AND a.score IS NOT NULL
                   AND a.first_at >= b.at) AS answered
    FROM broken b) counted
"""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one cell and group: how many, the sum of their outcomes, the sum of the squares."""

    n: int
    total: float
    squares: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """An outcome after good recovery against another group, like with like; `unmatched` good ones had nobody like them.

    `difference` is None while there is too little. `shown` only when the whole interval lies above 0.
    """

    outcome: str
    good: Sample | None
    other: Sample | None
    unmatched: int
    difference: WelchDifference | None

    @property
    def shown(self) -> bool:
        return self.difference is not None and self.difference.low > 0

    @property
    def label(self) -> Any:
        return OUTCOMES[self.outcome]


@dataclass(frozen=True, slots=True)
class Paradox:
    """How many of each group there were; each outcome against nothing having gone wrong, and against poor recovery."""

    counts: dict[str, int]
    against_none: tuple[Contrast, ...]
    against_poor: tuple[Contrast, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """Of the cases with a broken promise: how many customers were asked afterwards, and how many of them answered."""

    broken: int
    asked: int
    answered: int

    @property
    def rate(self) -> float | None:
        return self.answered / self.asked if self.asked else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.answered, self.asked) if self.asked else None


def contrast(outcome: str, good: dict[str, Sums], other: dict[str, Sums]) -> Contrast:
    """Good recoveries against another group, cell by cell, the other weighted to the good ones' cells. Pure."""
    shared = [cell for cell in good if good[cell].n and other.get(cell, Sums(0, 0, 0)).n]
    unmatched = sum(one.n for cell, one in good.items() if cell not in shared)
    try:
        first = Sample.of_weighted((1.0, good[cell].n, good[cell].total, good[cell].squares) for cell in shared)
        second = Sample.of_weighted(
            (good[cell].n / other[cell].n, other[cell].n, other[cell].total, other[cell].squares) for cell in shared
        )
    except NoData:
        return Contrast(outcome, None, None, unmatched, None)
    enough = min(first.n, second.n) >= LEAST
    return Contrast(outcome, first, second, unmatched, welch(first, second) if enough else None)


def paradox_between(from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None = None) -> Paradox:
    """The groups of [from, to) and what became of them, in one statement."""
    cells: dict[str, dict[str, dict[str, Sums]]] = {key: {GOOD: {}, NONE: {}, POOR: {}} for key in OUTCOMES}
    counts = {GOOD: 0, NONE: 0, POOR: 0}
    facts = _window(from_at, to_at, unit_ids) | {"given": GIVEN_WITHIN, "solved": SOLVED_WITHIN}
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, facts)
        for arm, cell, *sums in cursor.fetchall():
            for place, key in enumerate(OUTCOMES):
                n, total, squares = sums[3 * place : 3 * place + 3]
                cells[key][arm][cell] = Sums(n, float(total), float(squares))
            counts[arm] += sums[0]
    return Paradox(
        counts,
        tuple(contrast(key, one[GOOD], one[NONE]) for key, one in cells.items()),
        tuple(contrast(key, one[GOOD], one[POOR]) for key, one in cells.items()),
    )


def response_between(from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None = None) -> Response:
    """How many customers of cases with a promise broken in [from, to) were asked afterwards and answered."""
    with connection.cursor() as cursor:
        cursor.execute(_RESPONSE, _window(from_at, to_at, unit_ids))
        return Response(*cursor.fetchone())


def _window(from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None) -> dict[str, Any]:
    return {"from": from_at, "to": to_at, "everywhere": unit_ids is None, "units": list(unit_ids or ())}
