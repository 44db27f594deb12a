"""`zhiyin why`: from any row back to the first message, in words."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import entry_of, last_entry_of, why


def chain_of(name: str) -> list[Entry]:
    """The chain of *because* for an entry's id, a row's id, or a case number (`#12`); empty when nothing is known."""
    if name.removeprefix("#").isdecimal():
        return _chain_of_case(int(name.removeprefix("#")))
    try:
        entry = entry_of(UUID(name))
    except ValueError:
        return []
    return why(entry) if entry is not None else []


def _chain_of_case(number: int) -> list[Entry]:
    from zhiyin.resolve.cases.models import Case

    case_id = Case.objects.filter(number=number).values_list("id", flat=True).first()
    entry = last_entry_of(case_id) if case_id is not None else None
    return why(entry) if entry is not None else []


def told(chain: list[Entry]) -> Iterator[str]:
    """One line an entry, newest first, in the language that is active."""
    zone = ZoneInfo(settings.TIME_ZONE)
    for depth, entry in enumerate(chain):
        event = EVENTS.get(entry.event)
        sentence = str(event.sentence) if event is not None and event.sentence else entry.event
        by = entry.by_name or {"system": _("Zhiyin"), "customer": _("the customer"), "key": _("a key")}.get(
            entry.by_kind, _("someone")
        )
        because = _("because") + " " if depth else ""
        at = entry.happened_at.astimezone(zone)
        yield f"{'  ' * depth}{because}{sentence} · {by} · {at:%Y-%m-%d %H:%M:%S} · {entry.id}"
        facts = ", ".join(f"{key} {value}" for key, value in entry.facts.items() if value is not None)
        if facts:
            yield f"{'  ' * depth}  {facts}"
