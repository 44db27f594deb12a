"""What an entry of the timeline is about, as a trigger sees it."""

from __future__ import annotations

from uuid import UUID

from zhiyin.kernel.playbooks.models import Run
from zhiyin.kernel.playbooks.register import About, Trigger
from zhiyin.kernel.timeline.events import event_of
from zhiyin.kernel.timeline.models import Entry


def about_of(trigger: Trigger, entry: Entry) -> About | None:
    """What the event of an entry is about; None when something that the trigger gives is missing."""
    found = {"customer": entry.customer_id, **trigger.about(event_of(entry))}
    about = {name: id for name in trigger.gives if (id := found.get(name)) is not None}
    return about if len(about) == len(trigger.gives) else None


def came_already(trigger: Trigger, awaited_id: UUID, run: Run) -> Entry | None:
    """The first event of this trigger about this row since the run's cause, if it came before the run waited for it."""
    if run.customer_id is None:
        return None
    entries = Entry.objects.filter(
        event=trigger.event.__name__, customer_id=run.customer_id, happened_at__gte=run.begun_at
    ).order_by("happened_at", "id")
    for entry in entries[:200]:
        about = about_of(trigger, entry)
        if about is not None and awaited_id in about.values():
            return entry
    return None
