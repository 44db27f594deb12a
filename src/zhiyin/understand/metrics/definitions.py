"""The metrics as Ibis expressions on unbound tables: the same definition runs wherever Ibis compiles to.

Each function gives the unit rows (customer_id, unit_id, at, numerator, denominator) of one metric, over all time; who asks
cuts a window out. This module alone imports Ibis, and is imported only when a definition has to be compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis

Rows = Any  # ibis.expr.types.Table; Ibis ships no types that mypy could use here

_INSTANT = "timestamp('UTC')"


def _table(table: str, /, **columns: str) -> Rows:
    return ibis.table({"id": "uuid", **columns}, name=table)


promises = _table(
    "promises_promise",
    name="string",
    customer_id="uuid",
    case_id="uuid",
    unit_id="uuid",
    state="string",
    started_at=_INSTANT,
    due_at=_INSTANT,
    answered_at=_INSTANT,
)
breaches = _table("promises_breach", promise_id="uuid", breached_at=_INSTANT)
answers = _table("surveys_answer", invitation_id="uuid", kind="string", score="int16", first_at=_INSTANT)
invitations = _table("surveys_invitation", customer_id="uuid", unit_id="uuid", case_id="uuid")
cases = _table("cases_case", customer_id="uuid", unit_id="uuid")
closures = _table("cases_closure", case_id="uuid", reason="string", at=_INSTANT, undone_at=_INSTANT)
reopenings = _table("cases_reopening", case_id="uuid", at=_INSTANT)


def _yes(condition: Any) -> Any:
    return ibis.ifelse(condition, 1.0, 0.0)


def _unit(rows: Rows, at: Any, numerator: Any) -> Rows:
    return rows.select(
        customer_id=rows.customer_id,
        unit_id=rows.unit_id,
        at=at,
        numerator=numerator,
        denominator=ibis.literal(1.0),
    )


def first_reply_kept() -> Rows:
    """A promise of a first reply that was kept or broken, by its due time. Overdue by a change of rules counts nowhere."""
    decided = promises.filter(promises.name == "first_reply", promises.state.isin(["met", "breached"]))
    return _unit(decided, decided.due_at, _yes(decided.state == "met"))


def _scores(kind: str) -> Rows:
    scored = answers.filter(answers.kind == kind, answers.score.notnull())
    return scored.join(invitations, scored.invitation_id == invitations.id).select(
        invitations.customer_id, invitations.unit_id, invitations.case_id, scored.score, scored.first_at
    )


def satisfaction() -> Rows:
    """An answer to "how satisfied", 1–5: satisfied from 4 (B2)."""
    scores = _scores("csat")
    return _unit(scores, scores.first_at, _yes(scores.score >= 4))


def recommendation() -> Rows:
    """An answer to "would you recommend", 0–10: promoter 1, passive 0, detractor −1 (B1)."""
    scores = _scores("nps")
    side = ibis.cases((scores.score >= 9, 1.0), (scores.score <= 6, -1.0), else_=0.0)
    return _unit(scores, scores.first_at, side)


def first_reply_minutes() -> Rows:
    """A case's first reply by a person: minutes on the wall clock since the customer wrote, by the time of the reply."""
    replied = promises.filter(promises.name == "first_reply", promises.answered_at.notnull())
    seconds = replied.answered_at.epoch_seconds() - replied.started_at.epoch_seconds()
    return _unit(replied, replied.answered_at, seconds / 60.0)


def reopened() -> Rows:
    """A case resolved as solved, by the time of resolving: reopened within 30 days or not. Slips do not count."""
    solved = closures.filter(closures.undone_at.isnull(), closures.reason == "solved")
    within = [
        solved.case_id == reopenings.case_id,
        reopenings.at >= solved.at,
        reopenings.at < solved.at + ibis.interval(days=30),
    ]
    again = solved.join(reopenings, within).select(again_id=solved.id).distinct()
    owned = solved.join(cases, solved.case_id == cases.id).select(
        solved.id, solved.at, cases.customer_id, cases.unit_id
    )
    rows = owned.left_join(again, owned.id == again.again_id)
    return _unit(rows, rows.at, _yes(rows.again_id.notnull()))


def recovered() -> Rows:
    """A case in which a promise was broken and the customer answered afterwards, by the time of the first break.

    Satisfied if the newest answer to "how satisfied" after the break is 4 or 5 (B10). Cases without an answer leave the
    denominator.
    """
    broken = promises.join(breaches, promises.id == breaches.promise_id).select(
        promises.case_id, promises.customer_id, promises.unit_id, breaches.breached_at
    )
    broken = broken.filter(broken.case_id.notnull())
    first = broken.group_by("case_id", "customer_id", "unit_id").aggregate(at=broken.breached_at.min())
    scores = _scores("csat")
    after = first.join(scores, [first.case_id == scores.case_id, scores.first_at >= first.at]).select(
        first.case_id, first.customer_id, first.unit_id, first.at, scores.score, scores.first_at
    )
    last = after.group_by("case_id", "customer_id", "unit_id", "at").aggregate(score=after.score.argmax(after.first_at))
    return _unit(last, last.at, _yes(last.score >= 4))


DEFINITIONS: dict[str, Callable[[], Rows]] = {
    one.__name__: one
    for one in (first_reply_kept, satisfaction, recommendation, first_reply_minutes, reopened, recovered)
}


def compile_to_postgresql(key: str) -> str:
    """The unit rows of a metric as SQL for PostgreSQL."""
    return str(ibis.to_sql(DEFINITIONS[key](), dialect="postgres", pretty=False))
