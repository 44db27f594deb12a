"""What a conversation shows: messages, notes and what happened, in one order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from zhiyin.face import wording
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import line_of
from zhiyin.listen.channels.reads import deliveries_of
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import messages_of
from zhiyin.resolve.conversations.reads import notes_of

#: the messages, notes and events themselves stand in the conversation; telling of them again says nothing
TOLD_BY_THEMSELVES = (
    "CaseOpened",
    "MessageReceived",
    "MessageSent",
    "MessageFailed",
    "MessageUnsure",
    "MessageWithdrawn",
    "DeliveryReleased",
    "MessageJoinedCase",
    "AutomaticMessageJoinedCase",
    "ReplyWritten",
    "NoteWritten",
    "TextLabelled",
)
#: a status that follows by itself from a reply or a message is not told either
FOLLOWS_BY_ITSELF = Q(event="CaseStatusChanged", because__event__in=("ReplyWritten", "MessageJoinedCase"))
EVENTS_SHOWN = 200
#: of events in a row, so many stay open; earlier ones are folded
EVENTS_OPEN = 3
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a conversation. `kind`: in, out, note, event or events; `row` is the message, note or entry.

    `events` are several in a row: their entries in `folded` (shown on demand) and `open`.
    """

    kind: str
    at: datetime
    row: Any
    paragraphs: tuple[str, ...] = ()
    delivery: Any = None
    sentence: str = ""
    detail: str = ""
    tone: str = ""
    icon: str = ""
    mine: bool = False
    new_day: date | None = None
    folded: tuple[Item, ...] = ()
    open: tuple[Item, ...] = ()


def talk_of(actor: Actor, case: Case) -> list[Item]:
    """The conversation of a case, oldest first. Six statements however long it is."""
    messages = messages_of(case)
    deliveries = deliveries_of([one.id for one in messages if one.direction == "out"])
    entries = list(
        line_of([case.customer_id], actor)
        .filter(Q(facts__case_id=str(case.id)) | Q(subject_id=case.id))
        .exclude(event__in=TOLD_BY_THEMSELVES)
        .exclude(FOLLOWS_BY_ITSELF)[:EVENTS_SHOWN]
    )
    names = _names(entries)
    items = [
        Item(
            one.direction,
            one.at,
            one,
            paragraphs=paragraphs(one.text),
            delivery=deliveries.get(one.id),
            mine=one.by_person_id is not None and one.by_person_id == actor.id,
        )
        for one in messages
    ]
    items += [
        Item("note", one.at, one, paragraphs=paragraphs(one.text), mine=one.by_id == actor.id)
        for one in notes_of(case.id)
    ]
    items += [_event(entry, names) for entry in entries if entry.event in EVENTS]
    items.sort(key=lambda item: (item.at, item.kind == "event"))
    return list(_with_days(_gathered(items)))


def paragraphs(text: str) -> tuple[str, ...]:
    """A text in its paragraphs; lines within one stay lines."""
    return tuple(part.strip("\n") for part in _BLANK_LINES.split(text.strip()) if part.strip())


def _gathered(items: Iterable[Item]) -> Iterable[Item]:
    """Events in a row of one day become one item, so that a long story does not push the words apart."""
    for (is_event, _day), run in groupby(items, key=lambda item: (item.kind == "event", _day_of(item))):
        if not is_event:
            yield from run
            continue
        told = tuple(run)
        cut = max(0, len(told) - EVENTS_OPEN)
        cut = 0 if cut == 1 else cut
        yield Item("events", told[0].at, None, folded=told[:cut], open=told[cut:])


def _day_of(item: Item) -> date:
    return timezone.localtime(item.at).date()


def _with_days(items: Iterable[Item]) -> Iterable[Item]:
    before: date | None = None
    for item in items:
        day = _day_of(item)
        yield item if day == before else replace(item, new_day=day)
        before = day


def _names(entries: Iterable[Entry]) -> dict[str, str]:
    wanted = {str(entry.facts.get("person_id")) for entry in entries if entry.facts.get("person_id")}
    if not wanted:
        return {}
    return {str(id): name for id, name in Person.objects.filter(id__in=wanted).values_list("id", "name")}


_TONES = {"PromiseBreached": "late", "PromiseWarned": "soon", "PromiseMet": "good", "CaseResolved": "good"}


def _event(entry: Entry, names: dict[str, str]) -> Item:
    event = EVENTS[entry.event]
    return Item(
        "event",
        entry.happened_at,
        entry,
        sentence=_sentence(entry, names) or str(event.sentence),
        detail=_detail(entry),
        tone=_TONES.get(entry.event, ""),
        icon=event.icon,
    )


def _sentence(entry: Entry, names: dict[str, str]) -> str:
    """Within a case everybody knows which one is meant: say only what changed. "" leaves the event's own sentence."""
    facts = entry.facts
    if entry.event == "CaseAssigned":
        name = names.get(str(facts.get("person_id")), "")
        if name and str(entry.by_id) == facts["person_id"]:
            return _("Took the case")
        if name:
            return _("Assigned to %(name)s") % {"name": name}
        return _("Given to a team") if facts.get("team_id") else _("Given back to the queue")
    if entry.event == "CaseStatusChanged" and facts.get("status") in Case.Status.values:
        return _("Status: %(status)s") % {"status": Case.Status(facts["status"]).label}
    if entry.event == "PriorityChanged":
        return _("Priority set to %(priority)s") % {"priority": facts["priority"]}
    if entry.event == "CaseResolved":
        return _("Case resolved")
    if entry.event == "CaseReopened":
        return _("Resolving was undone") if facts.get("reason") == "undone" else _("Case reopened")
    return ""


def _detail(entry: Entry) -> str:
    """The part of the facts that a reader wants to know: how much, until when."""
    facts = entry.facts
    parts: list[str] = []
    if "amount_minor" in facts and "currency" in facts:
        parts.append(wording.amount(int(facts["amount_minor"]), facts["currency"]))
    if isinstance(facts.get("due_at"), str):
        due = timezone.localtime(datetime.fromisoformat(facts["due_at"]))
        parts.append(_("due %s") % f"{wording.day_of_year(due)} {formats.date_format(due, 'H:i')}")
    if isinstance(facts.get("score"), int):
        parts.append(str(facts["score"]))
    return " · ".join(parts)
