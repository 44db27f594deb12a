"""Verbs about events from outside: take them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.outside.events import OutsideEventReceived
from zhiyin.listen.outside.models import OutsideEvent
from zhiyin.listen.outside.policy import Named, named_in, time_of, unit_of


@transaction.atomic
def take_in(
    events: Sequence[tuple[Mapping[str, Any], bytes]],
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> list[OutsideEvent]:
    """Keep events (checked by `faults_of`; each with its raw bytes) and announce the new ones; gives back the new rows.

    What is known by (source, id) changes nothing. Raises `ValidationError` for a unit or customer that is not there: then
    none of them is kept.
    """
    by.require("event.write")
    at = at or timezone.now()
    given = [_row(event, raw, by, at) for event, raw in events]
    rows = list({(one.source, one.external_id): one for one in reversed(given)}.values())[::-1]
    OutsideEvent.objects.bulk_create(rows, ignore_conflicts=True)
    kept = set(OutsideEvent.objects.filter(id__in=[one.id for one in rows]).values_list("id", flat=True))
    named = {(event["source"], event["id"]): named_in(event) for event, _raw in events}
    new = [one for one in rows if one.id in kept]
    for row in new:
        customer_id = _customer(named[row.source, row.external_id], by, at)
        if customer_id is not None:
            row.customer_id = customer_id
            row.save(update_fields=["customer"])
        announce(
            OutsideEventReceived(row.id, row.type, row.source),
            by=by,
            because=because,
            customer_id=row.customer_id,
            unit_id=row.unit_id,
            at=row.happened_at,
        )
    return new


def _row(event: Mapping[str, Any], raw: bytes, by: Actor, at: datetime) -> OutsideEvent:
    return OutsideEvent(
        id=new_id(),
        source=event["source"],
        external_id=event["id"],
        type=event["type"],
        subject=event.get("subject") or "",
        unit_id=_unit(unit_of(event), by),
        raw=raw,
        happened_at=time_of(event, at),
        received_at=at,
    )


def _unit(asked: UUID | None, by: Actor) -> UUID | None:
    """The unit that the event names, if the sender sees it; else the sender's own when there is just one."""
    if asked is None:
        return next(iter(by.units)) if by.units is not None and len(by.units) == 1 else None
    if not units_seen_by(by).filter(id=asked).exists():
        raise ValidationError({"unitid": _("There is no such unit, or the key does not see it.")})
    return asked


def _customer(named: Named | None, by: Actor, at: datetime) -> UUID | None:
    if named is None:
        return None
    if named.kind != "customer":
        return identify(named.kind, named.value, name=named.name, at=at, by=by).id
    try:
        known = Customer.objects.filter(id=UUID(named.value)).first()
    except ValueError:
        known = None
    if known is None:
        raise ValidationError(
            {"subject": _("There is no customer with this id. Name them by email:, phone: or external:.")}
        )
    return known.whole_or_self_id
