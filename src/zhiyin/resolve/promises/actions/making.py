"""A case is promised a first reply, and a solution where the policy promises one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.binding import ASKED, Situation, apply, bound_by, count, situations
from zhiyin.resolve.promises.actions.pinning import pin_due
from zhiyin.resolve.promises.events import PromiseMade
from zhiyin.resolve.promises.models import Promise


# Without savepoints of their own: this stands in the path of every incoming message.
@transaction.atomic(savepoint=False)
def make_for_case(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> list[Promise]:
    """Promise a new case what the policies in force say, counted from its opening (or `at`). Repeating it changes nothing.

    A case in which nobody waits for us is promised nothing.
    """
    situation = situations([case_id], typed=False).get(case_id)
    if situation is None or situation.promised or not situation.someone_waits:
        return []
    tables = all_in_force(*ASKED)
    start = at or situation.opened_at
    made = [promise for name in policy.ON_OPENING if (promise := promised(name, situation, tables, start)) is not None]
    insert(*made)
    tell_made(made, by=by, because=because)
    pin_due(case_id, min((promise.due_at for promise in made), default=None), by=by, because=because)
    return made


def promised(name: str, situation: Situation, tables: Mapping[str, InForce], start: datetime) -> Promise | None:
    """The promise of this name that binds in this situation, counted from `start`; None if nothing promises it."""
    facts = situation.facts
    bound = bound_by(name, facts, tables, start, customer_id=situation.customer_id)
    if bound is None:
        return None
    promise = Promise(
        name=name,
        customer_id=situation.customer_id,
        case_id=situation.case_id,
        unit_id=situation.unit_id,
        channel_kind=situation.channel,
        started_at=start,
        trial_id=bound.decision.trial_id,
        arm=bound.decision.arm,
    )
    apply(promise, bound, facts)
    count(promise, tables)
    return promise


def tell_made(promises: Iterable[Promise], *, by: Actor, because: Entry | None) -> None:
    """Announce promises that were just written, and wake the clock for them."""
    for promise in promises:
        wake(promise.warn_at)
        announce(
            PromiseMade(
                promise.id,
                promise.case_id,
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
