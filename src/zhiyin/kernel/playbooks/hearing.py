"""What follows from an event: playbooks begin, and runs that waited for it go on."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.playbooks.abouts import about_of
from zhiyin.kernel.playbooks.actions.beginning import begin
from zhiyin.kernel.playbooks.actions.waking import wake_run
from zhiyin.kernel.playbooks.models import Run
from zhiyin.kernel.playbooks.reads import in_use
from zhiyin.kernel.playbooks.register import TRIGGERS, About, Trigger, read_facts
from zhiyin.kernel.timeline.models import Entry

HOUSE = system("playbooks")


def hear(*entries: Entry) -> None:
    """Begin what these events (of one kind) begin, once each, and wake what waits for them, in the caller's transaction.

    Of two statements while nothing is in use and nothing waits, however many they are.
    """
    named = [one for one in TRIGGERS.values() if entries and one.event.__name__ == entries[0].event]
    heard = [(one, entry, about) for one in named for entry in entries if (about := about_of(one, entry)) is not None]
    if not heard:
        return
    known = in_use()
    for trigger in named:
        told = [(entry, about) for one, entry, about in heard if one is trigger]
        wanted = [one for one in known if one.content["trigger"].get("event") == trigger.name]
        if not wanted or not told:
            continue
        for (entry, about), facts in zip(told, read_facts([about for _entry, about in told]), strict=True):
            for one in wanted:
                begin(
                    one,
                    about,
                    facts,
                    once=str(entry.id),
                    customer_id=entry.customer_id,
                    unit_id=entry.unit_id,
                    by=HOUSE,
                    because=entry,
                )
    _wake(heard)


def _wake(heard: list[tuple[Trigger, Entry, About]]) -> None:
    ended_by = {(trigger.name, id): entry for trigger, entry, about in reversed(heard) for id in about.values()}
    waiting = Run.objects.filter(
        awaits_id__in={id for _name, id in ended_by}, awaits__in={name for name, _id in ended_by}
    ).order_by("id")
    for run_id, name, id in waiting.values_list("id", "awaits", "awaits_id"):
        if id is not None and (name, id) in ended_by:
            wake_run(run_id, by=HOUSE, because=ended_by[name, id])
