"""Which promise binds: of all rules that apply to a case, the strictest; what the law says of it is locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from zhiyin.kernel.policies.reads import Decision, InForce
from zhiyin.kernel.statements import prepared
from zhiyin.lib.working_time import Pause
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.calendars import TABLES, calendar_named
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.register import types_of

#: the promises of a case that policies of the same names decide
BY_POLICY = policy.BY_POLICY
#: what may promise more than we promise everybody, and to whom it does
STRICTER = {"contract_promises": policy.CONTRACT, "statutory_promises": policy.STATUTORY}
#: all tables by which the promises of a case are decided and counted
ASKED = (*BY_POLICY, *STRICTER, *TABLES)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the policies ask about a case. `type` is known of what is asked again, never of what has just come in."""

    case_id: UUID
    customer_id: UUID
    unit_id: UUID
    channel: str
    priority: int
    value_band: str
    opened_at: datetime
    someone_waits: bool
    promised: bool
    severity: int
    tier: str | None
    vendor: str | None
    type: str | None = None

    @property
    def facts(self) -> dict[str, Any]:
        known = {
            "channel": self.channel,
            "priority": self.priority,
            "value_band": self.value_band,
            "severity": self.severity,
            "tier": self.tier,
            "vendor": self.vendor,
            "type": self.type,
        }
        return {name: value for name, value in known.items() if value is not None}


# The value and the tier are those of the whole customer. Written out: every new case asks.
_SITUATIONS = """
SELECT c.id, c.customer_id, c.unit_id, h.kind, c.priority, coalesce(t.value ->> 'band', 'unknown'), c.opened_at,
       c.waiting_since IS NOT NULL, EXISTS (SELECT FROM promises_promise p WHERE p.case_id = c.id), c.severity,
       coalesce(r.value ->> 'tier', r.value #>> '{}'), v.name
FROM cases_case c
JOIN channels_channel h ON h.id = c.channel_id
JOIN customers_customer u ON u.id = c.customer_id
LEFT JOIN customers_trait t
    ON t.customer_id = coalesce(u.whole_id, u.id) AND t.name = 'value' AND t.until_at IS NULL
LEFT JOIN customers_trait r
    ON r.customer_id = coalesce(u.whole_id, u.id) AND r.name = 'tier' AND r.until_at IS NULL
LEFT JOIN promises_handover v ON v.case_id = c.id AND v.until_at IS NULL AND v.whose = 'vendor'
WHERE c.id = ANY(%s)
"""


def situations(case_ids: Sequence[UUID], *, typed: bool = True) -> dict[UUID, Situation]:
    """The situation of each case, in one statement and one a type that rooms offer; `typed` False asks of no types."""
    with prepared() as cursor:
        cursor.execute(_SITUATIONS, [list(case_ids)])
        rows = cursor.fetchall()
    types = types_of(list(case_ids)) if typed else {}
    return {row[0]: Situation(*(*row, types.get(row[0]))) for row in rows}


@dataclass(frozen=True, slots=True)
class Bound:
    """The rule that binds with its clock, all that applied, what the law says, and the trial that took part."""

    binding: policy.Counted
    counted: tuple[policy.Counted, ...]
    locked_due_at: datetime | None
    versions: Mapping[str, int]
    decision: Decision


def rules_for(
    name: str, facts: Mapping[str, Any], tables: Mapping[str, InForce], customer_id: UUID | None
) -> tuple[Decision, list[policy.Rule]]:
    """The rules that promise something of this name to who has these facts; and what our own table decided."""
    own = tables[name].decide(facts, unit=customer_id)
    asked = {**facts, "promise": name}
    decided = [(own, policy.PUBLIC), *((tables[key].decide(asked), audience) for key, audience in STRICTER.items())]
    return own, [_rule(decision, audience) for decision, audience in decided if decision.outcome["minutes"]]


def _rule(decision: Decision, audience: str) -> policy.Rule:
    return policy.Rule(
        decision.key,
        decision.row,
        decision.version,
        audience,
        decision.outcome["minutes"],
        decision.outcome["calendar"],
        decision.outcome.get("basis") or "",
        decision,
    )


def bound_by(
    name: str,
    facts: Mapping[str, Any],
    tables: Mapping[str, InForce],
    start: datetime,
    pauses: Iterable[Pause] = (),
    *,
    customer_id: UUID | None = None,
    locked_due_at: datetime | None = None,
) -> Bound | None:
    """What binds who has these facts from `start`; None when nothing is promised. The law's clock never pauses."""
    own, rules = rules_for(name, facts, tables, customer_id)
    if not rules:
        return None
    calendars, public = (tables[key] for key in TABLES)
    pauses = tuple(pauses)
    counted = tuple(
        policy.Counted(
            rule,
            policy.clock(
                start,
                timedelta(minutes=rule.minutes),
                calendar_named(rule.calendar, calendars, public),
                () if rule.audience == policy.STATUTORY else pauses,
            ),
        )
        for rule in rules
    )
    versions = {key: number_of(tables[key]) for key in (name, *STRICTER)}
    locked = policy.locked_due(counted, locked_due_at)
    return Bound(policy.strictest(counted), counted, locked, versions, own)


def apply(promise: Promise, bound: Bound, facts: Mapping[str, Any]) -> None:
    """Let a promise be what binds: how long, by which calendar, to whom, and why. It is to be counted then."""
    rule: policy.Rule = bound.binding.rule
    promise.priority, promise.value_band = facts["priority"], facts["value_band"]
    promise.facts = dict(facts)
    promise.audience = rule.audience
    promise.duration_seconds = rule.minutes * 60
    promise.calendar = rule.calendar
    promise.policy_key = rule.key
    promise.policy_version_id = rule.source.version_id
    promise.policy_version = rule.version
    promise.policy_row = rule.row
    promise.versions = dict(bound.versions)
    promise.locked_due_at = bound.locked_due_at
    promise.considered = [] if len(bound.counted) == 1 else considered(bound)


def considered(bound: Bound) -> list[dict[str, Any]]:
    """All rules that applied as they are stored, the binding one first, the others by their time."""
    others = sorted((one for one in bound.counted if one is not bound.binding), key=lambda one: one.due_at)
    return [
        {
            "policy": one.rule.key,
            "row": one.rule.row,
            "version": one.rule.version,
            "version_id": str(one.rule.source.version_id) if one.rule.source.version_id else None,
            "audience": one.rule.audience,
            "minutes": one.rule.minutes,
            "calendar": one.rule.calendar,
            "basis": one.rule.basis,
            "due_at": one.due_at.isoformat(),
        }
        for one in (bound.binding, *others)
    ]


def count(promise: Promise, tables: Mapping[str, InForce], pauses: Iterable[Pause] = ()) -> policy.Clock:
    """Count a promise by the calendar and the public days in force. Who saves it calls `wake`.

    Of several rules that applied the strictest binds again: what stood still may have passed another. What the law demands
    waits for nobody: neither is a promise by law moved by pauses, nor any beyond the law's time.
    """
    promise.calendar_version, promise.public_days_version = (number_of(tables[key]) for key in TABLES)
    pauses = tuple(pauses)
    if len(promise.considered) > 1:
        clock = _bind_again(promise, tables, pauses)
    else:
        clock = _clock(promise, promise.audience, promise.duration_seconds, promise.calendar, tables, pauses)
    if promise.locked_due_at is not None:
        clock = policy.capped(clock, promise.started_at, promise.locked_due_at)
    promise.due_at, promise.warn_at = clock.due_at, clock.warn_at
    promise.arithmetic = policy.steps_as_json(clock.steps)
    return clock


def _clock(
    promise: Promise, audience: str, seconds: int, calendar: str, tables: Mapping[str, InForce], pauses: Iterable[Pause]
) -> policy.Clock:
    named = calendar_named(calendar, *(tables[key] for key in TABLES)) if calendar else None
    stood = () if audience == policy.STATUTORY else pauses
    return policy.clock(promise.started_at, timedelta(seconds=seconds), named, stood)


def _bind_again(promise: Promise, tables: Mapping[str, InForce], pauses: Iterable[Pause]) -> policy.Clock:
    counted = [
        policy.Counted(
            policy.Rule(
                one["policy"], one["row"], one["version"], one["audience"], one["minutes"], one["calendar"], "", one
            ),
            _clock(promise, one["audience"], one["minutes"] * 60, one["calendar"], tables, pauses),
        )
        for one in promise.considered
    ]
    binding = policy.strictest(counted)
    rule = binding.rule
    promise.audience, promise.duration_seconds, promise.calendar = rule.audience, rule.minutes * 60, rule.calendar
    promise.policy_key, promise.policy_version, promise.policy_row = rule.key, rule.version, rule.row
    promise.policy_version_id = UUID(rule.source["version_id"]) if rule.source["version_id"] else None
    counted.sort(key=lambda one: (one is not binding, one.due_at))
    promise.considered = [one.rule.source | {"due_at": one.due_at.isoformat()} for one in counted]
    return binding.clock


def stand_by_law(promise: Promise) -> None:
    """The clock stands, but the law's does not: what is left is the law's time."""
    assert promise.locked_due_at is not None
    promise.due_at = promise.locked_due_at
    promise.warn_at = policy.warned_at(promise.started_at, promise.locked_due_at)


def number_of(table: InForce) -> int:
    """The number of the version in force; 0 while the declared default is."""
    return table.version.number if table.version else 0
