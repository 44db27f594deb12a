"""The calendar begins playbooks: at their time of day, once for each of a population."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer, wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.actions.beginning import begin
from zhiyin.kernel.playbooks.models import Playbook
from zhiyin.kernel.playbooks.policy import next_time
from zhiyin.kernel.playbooks.reads import playbook_known
from zhiyin.kernel.playbooks.register import POPULATIONS, read_facts

BATCH = 100


def next_beginning() -> datetime | None:
    """When the calendar begins the next playbook. One look into an index."""
    return Playbook.objects.filter(next_at__isnull=False).order_by("next_at").values_list("next_at", flat=True).first()


@transaction.atomic
def begin_due(now: datetime) -> int:
    """Have the playbooks begun whose time has come, and note when they come next. Returns how many."""
    due = list(Playbook.objects.select_for_update(skip_locked=True).filter(next_at__lte=now).order_by("next_at")[:20])
    for playbook in due:
        assert playbook.next_at is not None
        content = playbook_known(playbook.key).content
        defer("playbooks.begin_each", playbook_id=str(playbook.id), moment=playbook.next_at.isoformat())
        # what was missed while nothing ran is not made up for: it begins once, then at its next time
        playbook.next_at = next_time(content["trigger"], now, timezone.get_default_timezone())
        playbook.save(update_fields=["next_at"])
        if playbook.next_at is not None:
            wake(playbook.next_at)
    return len(due)


@transaction.atomic
def begin_each(playbook_id: UUID, at: datetime, after: UUID | None, *, by: Actor) -> int:
    """Begin for the next members of the population, and defer the rest. Returns for how many it was looked at."""
    known = playbook_known(Playbook.objects.get(id=playbook_id).key)
    those = POPULATIONS.get(str(known.content["trigger"].get("each")))
    if those is None:
        return 0
    members = those.read(at, after, BATCH)
    found = read_facts([one.about for one in members])
    for member, facts in zip(members, found, strict=True):
        begin(
            known,
            member.about,
            facts,
            once=f"{timezone.localtime(at).date()}:{member.customer_id}",
            customer_id=member.customer_id,
            unit_id=member.unit_id,
            by=by,
            because=None,
        )
    if len(members) == BATCH:
        defer(
            "playbooks.begin_each",
            playbook_id=str(playbook_id),
            moment=at.isoformat(),
            after=str(members[-1].customer_id),
        )
    return len(members)
