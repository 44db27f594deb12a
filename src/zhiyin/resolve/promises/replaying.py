"""What is recorded of cases for trying a rule on them, batch by batch, and what the tried rule makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.policies.reads import InForce
from zhiyin.kernel.policies.register import Row
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.working_time import Pause as Stood
from zhiyin.resolve.cases.models import Closure, Reopening
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.binding import STRICTER, bound_by
from zhiyin.resolve.promises.models import Pause, Promise
from zhiyin.resolve.promises.policy import replay
from zhiyin.resolve.promises.policy.replay import Recorded, Step
from zhiyin.resolve.promises.register import WouldBreak

#: the tables that can be tried, and the promises that each decides. A next update depends on the one before: not these.
TRIED: dict[str, tuple[str, ...]] = {
    policy.FIRST_REPLY: (policy.FIRST_REPLY,),
    policy.SOLUTION: (policy.SOLUTION,),
    **dict.fromkeys(STRICTER, policy.ON_OPENING),
}
#: how many changed cases are named
EXAMPLES = 50


def opened_between(from_at: datetime, until_at: datetime, unit_ids: Sequence[str] | None) -> QuerySet[Promise]:
    """The first-reply promises of the cases that came in then: every case in which somebody waited has one."""
    found = Promise.objects.filter(name=policy.FIRST_REPLY, started_at__gte=from_at, started_at__lt=until_at)
    return found if unit_ids is None else found.filter(unit_id__in=unit_ids)


def recorded_of(firsts: Sequence[Promise], name: str) -> list[Recorded]:
    """What is recorded of a promise of this name in the cases of these first replies, in a handful of statements."""
    if name == policy.FIRST_REPLY:
        pauses = _pauses_of(firsts)
        return [_as_promised(one, pauses[one.id]) for one in firsts]
    case_ids = [one.case_id for one in firsts if one.case_id is not None]
    promised = {one.case_id: one for one in Promise.objects.filter(name=name, case_id__in=case_ids)}
    pauses = _pauses_of(list(promised.values()))
    stories = _stories([id for id in case_ids if id not in promised])
    found = []
    for first in firsts:
        if first.case_id is None:
            continue
        promise = promised.get(first.case_id)
        if promise is not None:
            found.append(_as_promised(promise, pauses[promise.id]))
            continue
        answered, ended, stood = replay.from_story(stories[first.case_id])
        facts, started = _facts(first), first.started_at
        found.append(Recorded(first.case_id, first.customer_id, facts, started, answered, ended, stood))
    return found


def _as_promised(promise: Promise, pauses: Sequence[Stood]) -> Recorded:
    return Recorded(
        promise.case_id or promise.id,
        promise.customer_id,
        _facts(promise),
        promise.started_at,
        promise.answered_at,
        promise.ended_at,
        tuple(pauses),
        promise.state,
    )


def _facts(promise: Promise) -> dict[str, Any]:
    known = {"channel": promise.channel_kind, "priority": promise.priority}
    return dict(promise.facts) or known | {"value_band": promise.value_band or "unknown"}


def _pauses_of(promises: Sequence[Promise]) -> dict[UUID, list[Stood]]:
    found: dict[UUID, list[Stood]] = defaultdict(list)
    rows = Pause.objects.filter(promise__in=[one.id for one in promises]).order_by("from_at")
    for promise_id, from_at, until_at in rows.values_list("promise_id", "from_at", "until_at"):
        found[promise_id].append(Stood(from_at, until_at))
    return found


def _stories(case_ids: Sequence[UUID]) -> dict[UUID, list[Step]]:
    """What moved each case, for those that were promised nothing."""
    found: dict[UUID, list[Step]] = defaultdict(list)
    told = Entry.objects.filter(subject_id__in=case_ids, event="CaseStatusChanged")
    for case_id, status, at in told.values_list("subject_id", "facts__status", "happened_at"):
        found[UUID(str(case_id))].append(Step(at, str(status)))
    for closure in Closure.objects.filter(case_id__in=case_ids):
        to = "solved" if closure.reason == Closure.Reason.SOLVED else "resolved"
        found[closure.case_id].append(Step(closure.at, to))
        if closure.undone_at is not None:
            found[closure.case_id].append(Step(closure.undone_at, "reopened"))
    for case_id, at in Reopening.objects.filter(case_id__in=case_ids).values_list("case_id", "at"):
        found[case_id].append(Step(at, "reopened"))
    return found


def with_rows(tables: Mapping[str, InForce], key: str, rows: Sequence[Row]) -> dict[str, InForce]:
    """The tables in force with other rows in one of them, and no trial on it."""
    table = tables[key]
    number = (table.version.number if table.version else 0) + 1
    return {**tables, key: InForce(table.declared, Version(key=key, number=number, rows=list(rows)), None)}


@dataclass(slots=True)
class Tally:
    """What happened and what would have, counted; which cases differ; and what was and would have been broken."""

    pairs: dict[str, int] = field(default_factory=dict)
    changed: list[tuple[UUID, str, str, str]] = field(default_factory=list)
    broken: list[WouldBreak] = field(default_factory=list)
    would_break: list[WouldBreak] = field(default_factory=list)


def tally(recorded: Sequence[Recorded], name: str, tables: Mapping[str, InForce], now: datetime) -> Tally:
    """What the tables would have made of what is recorded, beside what happened."""
    result = Tally()
    for one in recorded:
        bound = bound_by(name, one.facts, tables, one.started_at, replay.closed_at(one.pauses, now))
        due_at = None
        if bound is not None:
            due_at = min(bound.binding.due_at, bound.locked_due_at or bound.binding.due_at)
        was, would = replay.happened(one), replay.would_have(one, due_at, now)
        pair = f"{was}>{would}"
        result.pairs[pair] = result.pairs.get(pair, 0) + 1
        breach = WouldBreak(name, one.customer_id, one.facts["priority"], one.facts["value_band"])
        if was == replay.BROKEN:
            result.broken.append(breach)
        if would == replay.BROKEN:
            result.would_break.append(breach)
        if was != would and replay.BROKEN in (was, would):
            result.changed.append((one.case_id, name, was, would))
    return result
