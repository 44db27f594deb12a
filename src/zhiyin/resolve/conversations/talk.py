"""What a conversation shows: messages, notes and what happened, in one order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
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
    "MessageReceived",
    "MessageSent",
    "MessageFailed",
    "DeliveryReleased",
    "MessageJoinedCase",
    "AutomaticMessageJoinedCase",
    "ReplyWritten",
    "NoteWritten",
    "TextLabelled",
)
EVENTS_SHOWN = 200
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a conversation. `kind`: in, out, note or event; `row` is the message, note or entry."""

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


def talk_of(actor: Actor, case: Case) -> list[Item]:
    """The conversation of a case, oldest first. Six statements however long it is."""
    messages = messages_of(case)
    deliveries = deliveries_of([one.id for one in messages if one.direction == "out"])
    entries = list(
        line_of([case.customer_id], actor)
        .filter(Q(facts__case_id=str(case.id)) | Q(subject_id=case.id))
        .exclude(event__in=TOLD_BY_THEMSELVES)[:EVENTS_SHOWN]
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
    return list(_with_days(items))


def paragraphs(text: str) -> tuple[str, ...]:
    """A text in its paragraphs; lines within one stay lines."""
    return tuple(part.strip("\n") for part in _BLANK_LINES.split(text.strip()) if part.strip())


def _with_days(items: Iterable[Item]) -> Iterable[Item]:
    from dataclasses import replace

    before: date | None = None
    for item in items:
        day = timezone.localtime(item.at).date()
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
        sentence=str(event.sentence),
        detail=_detail(entry, names),
        tone=_TONES.get(entry.event, ""),
        icon=event.icon,
    )


def _detail(entry: Entry, names: dict[str, str]) -> str:
    """The part of the facts that a reader wants to know: to whom, which, how much, until when."""
    facts = entry.facts
    parts: list[str] = []
    if entry.event == "CaseAssigned":
        parts.append(names.get(str(facts.get("person_id")), "") or (_("team") if facts.get("team_id") else _("nobody")))
    if entry.event == "CaseStatusChanged" and facts.get("status") in Case.Status.values:
        parts.append(str(Case.Status(facts["status"]).label))
    if entry.event == "PriorityChanged":
        parts.append(f"P{facts['priority']}")
    if "amount_minor" in facts and "currency" in facts:
        parts.append(wording.amount(int(facts["amount_minor"]), facts["currency"]))
    if isinstance(facts.get("due_at"), str):
        due_at = datetime.fromisoformat(facts["due_at"])
        parts.append(wording.moment(due_at, timezone.now()))
    if isinstance(facts.get("score"), int):
        parts.append(str(facts["score"]))
    return " · ".join(part for part in parts if part)


def ids_of(items: Iterable[Item]) -> list[UUID]:
    """The ids of the messages among these items."""
    return [item.row.id for item in items if item.kind in ("in", "out")]
