"""Pin to the case when its nearest promise ends, so that an inbox sorts by it without reading promises."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Min

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases.actions import note_due
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.models import Promise


def pin_due(case_id: UUID | None, due_at: datetime | None, *, by: Actor, because: Entry | None) -> None:
    """Pin a known time."""
    if case_id is not None:
        note_due(case_id, due_at, by=by, because=because)


def pin_nearest(case_id: UUID | None, *, by: Actor, because: Entry | None) -> None:
    """Pin the nearest time that is still owed. A broken promise stays until it is made up for: it is the most urgent."""
    if case_id is None:
        return
    owed = Promise.objects.filter(case_id=case_id, state__in=policy.OWED_STATES, answered_at=None)
    note_due(case_id, owed.aggregate(nearest=Min("due_at"))["nearest"], by=by, because=because)
