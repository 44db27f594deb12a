"""What another program tells becomes evidence, and pays at once what a guarantee owes for it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Outgoing, send_all
from zhiyin.listen.channels.reads import channels_seen_by, last_channel_of
from zhiyin.listen.outside.reads import outside_event
from zhiyin.recover.compensation.actions.ruling import Due, award_as_ruled
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.rulings import Ruling
from zhiyin.recover.compensation.wording import language_for
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.events import EvidenceKept
from zhiyin.recover.guarantees.models import Evidence, Letter, Version
from zhiyin.recover.guarantees.rules import all_rules, fact_of_evidence
from zhiyin.recover.guarantees.wording import letter


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was told: where it comes from, its id there, its type, whom it is about, and its data."""

    source: str
    external_id: str
    type: str
    customer_id: UUID | None
    unit_id: UUID | None
    happened_at: datetime
    data: Mapping[str, Any]
    because: Entry | None = None


@transaction.atomic
def keep_evidence(
    told: Sequence[Told], *, by: Actor, because: Entry | None, at: datetime | None = None
) -> list[Evidence]:
    """Keep events that guarantees answer to, and grant, book and tell what is due for them. Returns the new ones.

    The same source and id again change nothing. Events of a type that no guarantee has ever named are not kept; nor are
    those of nobody paid. An event that claims to happen later than now happened now.
    """
    at = at or timezone.now()
    rules = all_rules()
    known = {one.name for one in rules if one.trigger == policy.EVIDENCE} | {policy.RECEIVED}
    given = {(one.source, one.external_id): one for one in reversed(told) if one.type in known}
    rows = [_row(one, at) for one in reversed(given.values())]
    due = {}
    for row in rows:
        payout = policy.decided(fact_of_evidence(row), rules) if row.customer_id else None
        if payout is not None:
            due[row.id], row.award_id = payout, new_id()
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    kept = set(Evidence.objects.filter(id__in=[one.id for one in rows]).values_list("id", flat=True))
    new = [one for one in rows if one.id in kept]
    if not new:
        return []
    entries = announce_all(
        [
            News(
                EvidenceKept(one.id, one.type),
                given[one.source, one.external_id].because or because,
                one.customer_id,
                one.unit_id,
                at,
            )
            for one in new
        ],
        by=by,
    )
    paid = [(one, entry) for one, entry in zip(new, entries, strict=True) if one.id in due]
    if paid:
        award_as_ruled([_due(one, due[one.id], entry) for one, entry in paid], by=by, at=at)
    return new


def _row(told: Told, at: datetime) -> Evidence:
    return Evidence(
        id=new_id(),
        source=told.source,
        external_id=told.external_id,
        type=told.type,
        customer_id=told.customer_id,
        unit_id=told.unit_id,
        about=_about(told),
        told=_without_names(told.data),
        happened_at=min(told.happened_at, at),
        received_at=at,
    )


def _about(told: Told) -> str:
    order = told.data.get("order")
    return str(order)[:300] if isinstance(order, str | int) else ""


def _without_names(data: Mapping[str, Any]) -> dict[str, Any]:
    """The numbers and marks of an event: what rules look at. Names and texts are left in the event itself, which can be
    erased."""
    kept: dict[str, Any] = {
        str(name)[:40]: value for name, value in data.items() if isinstance(value, bool | int | float)
    }
    marks = data.get("marks")
    if isinstance(marks, list):
        kept["marks"] = sorted({str(one)[:40] for one in marks if isinstance(one, str)})[:20]
    return kept


def _due(evidence: Evidence, payout: policy.Payout, entry: Entry) -> Due:
    assert evidence.customer_id is not None
    assert evidence.award_id is not None
    ruling = Ruling(payout.kind, payout.amount_minor, payout.currency, payout.version_id, payout.version)
    return Due(evidence.award_id, evidence.customer_id, evidence.unit_id, ruling, entry)


@transaction.atomic
def tell_customers(
    kept: Mapping[UUID, Entry], *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> int:
    """Write to the customers of these pieces of evidence what they were given, once each, before they ask. `kept` says
    because of which entry. Returns how many could be written to; for the others a letter without a message is noted."""
    at = at or timezone.now()
    found = list(
        Evidence.objects.select_for_update(of=("self",))
        .filter(id__in=list(kept), award_id__isnull=False, letter=None)
        .order_by("id")
    )
    awards = Award.objects.select_related("customer").in_bulk([one.award_id for one in found if one.award_id])
    spoken = [(one, language_for(one.customer.language)) for one in awards.values()]
    texts = letter(spoken, {one.customer_id: one.customer for one, _language in spoken})
    written = 0
    for one in found:
        assert one.award_id is not None
        award, message_id = awards[one.award_id], None
        try:
            with transaction.atomic():
                outgoing = Outgoing(
                    award.customer_id, texts[award.id], kept[one.id], channel_id=_channel_to(one), automatic=True
                )
                message_id = send_all([outgoing], by=by, at=at)[0].id
                written += 1
        except ValidationError:
            pass  # no address: it is theirs all the same, and stands on their page
        Letter.objects.create(evidence=one, message_id=message_id, at=at)
    return written


def _channel_to(evidence: Evidence) -> UUID | None:
    """How the customer is written to: None where they wrote to us last, for who never did by a mailbox of the unit."""
    if evidence.customer_id is None or last_channel_of(evidence.customer_id) is not None:
        return None
    mailboxes = channels_seen_by(system("guarantees")).filter(kind="email", replies_armed=True)
    mine = mailboxes.filter(unit=evidence.unit_id).order_by("key").first() or mailboxes.order_by("key").first()
    return mine.id if mine else None


@transaction.atomic
def take_from_outside(
    event_id: UUID, type: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> list[Evidence]:
    """Keep an event from outside as evidence, if a guarantee answers to its type."""
    if type != policy.RECEIVED and not Version.objects.filter(trigger=policy.EVIDENCE, name=type).exists():
        return []
    one = outside_event(event_id)
    event = json.loads(bytes(one.raw))
    data = event.get("data")
    told = Told(
        one.source,
        one.external_id,
        one.type,
        one.customer_id,
        one.unit_id,
        one.happened_at,
        data if isinstance(data, dict) else {},
    )
    return keep_evidence([told], by=by, because=because, at=at)
