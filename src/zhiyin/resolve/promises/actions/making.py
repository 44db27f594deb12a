"""A case is promised a first reply, and a solution where the policy promises one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import Decision, InForce, all_in_force
from zhiyin.kernel.statements import insert, prepared
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.working_time import Pause
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.pinning import pin_due
from zhiyin.resolve.promises.calendars import TABLES, calendar_named
from zhiyin.resolve.promises.events import PromiseMade
from zhiyin.resolve.promises.models import Promise

#: the promises that a case is made, each decided by the policy of the same name
BY_POLICY = policy.NAMES


@dataclass(frozen=True, slots=True)
class Situation:
    """What the policies ask about a case."""

    case_id: UUID
    customer_id: UUID
    unit_id: UUID
    channel: str
    priority: int
    value_band: str
    opened_at: datetime
    someone_waits: bool
    promised: bool

    @property
    def facts(self) -> dict[str, Any]:
        return {"channel": self.channel, "priority": self.priority, "value_band": self.value_band}


# The value is that of the whole customer. Written out: every new case asks.
_SITUATIONS = """
SELECT c.id, c.customer_id, c.unit_id, h.kind, c.priority, coalesce(t.value ->> 'band', 'unknown'), c.opened_at,
       c.waiting_since IS NOT NULL, EXISTS (SELECT FROM promises_promise p WHERE p.case_id = c.id)
FROM cases_case c
JOIN channels_channel h ON h.id = c.channel_id
JOIN customers_customer u ON u.id = c.customer_id
LEFT JOIN customers_trait t
    ON t.customer_id = coalesce(u.whole_id, u.id) AND t.name = 'value' AND t.until_at IS NULL
WHERE c.id = ANY(%s)
"""


def situations(case_ids: list[UUID]) -> dict[UUID, Situation]:
    """The situation of each case, in one statement."""
    with prepared() as cursor:
        cursor.execute(_SITUATIONS, [case_ids])
        return {row[0]: Situation(*row) for row in cursor.fetchall()}


# Without savepoints of their own: this stands in the path of every incoming message.
@transaction.atomic(savepoint=False)
def make_for_case(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> list[Promise]:
    """Promise a new case what the policies in force say, counted from its opening (or `at`). Repeating it changes nothing.

    A case in which nobody waits for us is promised nothing.
    """
    situation = situations([case_id]).get(case_id)
    if situation is None or situation.promised or not situation.someone_waits:
        return []
    tables = all_in_force(*BY_POLICY, *TABLES)
    made = [
        promise
        for name in BY_POLICY
        if (promise := _promise(name, situation, tables, at or situation.opened_at)) is not None
    ]
    insert(*made)
    if made:
        wake(min(promise.warn_at for promise in made))
    for promise in made:
        announce(
            PromiseMade(
                promise.id,
                case_id,
                promise.name,
                promise.due_at,
                promise.policy_version_id,
                promise.trial_id,
                promise.arm,
            ),
            by=by,
            because=because,
            customer_id=promise.customer_id,
            unit_id=promise.unit_id,
            at=promise.started_at,
        )
    pin_due(case_id, min((promise.due_at for promise in made), default=None), by=by, because=because)
    return made


def _promise(name: str, situation: Situation, tables: dict[str, InForce], start: datetime) -> Promise | None:
    decision = tables[name].decide(situation.facts, unit=situation.customer_id)
    if not decision.outcome["minutes"]:
        return None
    promise = Promise(
        name=name,
        customer_id=situation.customer_id,
        case_id=situation.case_id,
        unit_id=situation.unit_id,
        channel_kind=situation.channel,
        started_at=start,
        trial_id=decision.trial_id,
        arm=decision.arm,
    )
    apply(promise, decision, situation)
    count(promise, tables)
    return promise


def apply(promise: Promise, decision: Decision, situation: Situation) -> None:
    """Let a promise be what a decision says: how long, by which calendar, and why. It is to be counted then."""
    promise.priority, promise.value_band = situation.priority, situation.value_band
    promise.duration_seconds = decision.outcome["minutes"] * 60
    promise.calendar = decision.outcome["calendar"]
    promise.policy_version_id = decision.version_id
    promise.policy_version = decision.version
    promise.policy_row = decision.row


def count(promise: Promise, tables: Mapping[str, InForce], pauses: Iterable[Pause] = ()) -> policy.Clock:
    """Count a promise by the calendar and the public days in force. Who saves it calls `wake`."""
    calendars, public = (tables[key] for key in TABLES)
    promise.calendar_version, promise.public_days_version = number_of(calendars), number_of(public)
    clock = policy.clock(
        promise.started_at, promise.duration, calendar_named(promise.calendar, calendars, public), pauses
    )
    promise.due_at, promise.warn_at = clock.due_at, clock.warn_at
    promise.arithmetic = policy.steps_as_json(clock.steps)
    return clock


def number_of(table: InForce) -> int:
    """The number of the version in force; 0 while the declared default is."""
    return table.version.number if table.version else 0
