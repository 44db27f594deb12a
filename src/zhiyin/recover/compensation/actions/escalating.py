"""An approval that nobody decides in time goes to the next role."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.asking import TABLES, due
from zhiyin.recover.compensation.authority import authorities
from zhiyin.recover.compensation.events import ApprovalEscalated
from zhiyin.recover.compensation.models import Approval, Escalation

#: at most so many in one transaction
BATCH = 100


@transaction.atomic
def escalate_overdue(now: datetime, *, by: Actor, because: Entry | None = None) -> int:
    """Ask the next role for every approval whose time has run out; with the highest it stays. Returns how many."""
    waiting = list(
        Approval.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("award")
        .filter(decided_at=None, due_at__lte=now)
        .order_by("due_at")[:BATCH]
    )
    tables = all_in_force(*TABLES) if waiting else {}
    for one in waiting:
        award = one.award
        held = authorities(tables["authority"], award.currency)
        was_due_at, role = one.due_at, policy.next_above(one.role, held.values())
        assert was_due_at is not None
        one.due_at = due(role, tables, now) if role else None
        if role:
            one.level += 1
            Escalation.objects.create(
                approval=one, level=one.level, from_role=one.role, to_role=role, was_due_at=was_due_at, at=now
            )
            one.role = role
        one.save(update_fields=["role", "level", "due_at"])
        if not role:
            continue
        announce(
            ApprovalEscalated(one.id, award.id, one.level, role),
            by=by,
            because=because or last_entry_of(one.id),
            customer_id=award.customer_id,
            unit_id=award.unit_id,
            at=now,
        )
        if one.due_at is not None:
            wake(one.due_at)
    return len(waiting)
