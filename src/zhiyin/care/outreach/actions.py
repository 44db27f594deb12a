"""Verbs of reaching out: ask for it, take it on, note what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.care.outreach import policy
from zhiyin.care.outreach.events import OutreachAsked, OutreachMade, OutreachTaken
from zhiyin.care.outreach.models import Outreach
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import trait_of, whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.promises.reads import breaches_of, due_after


@transaction.atomic
def ask_if_at_risk(
    customer_id: UUID,
    kind: str,
    score: int,
    *,
    case_id: UUID | None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Outreach | None:
    """Ask for an outreach when the policy "outreach" says so for this answer, the promises we broke and the value.

    At most once a customer (the whole of them) in 30 days; None when there is nothing to do.
    """
    at = at or timezone.now()
    if kind not in policy.SCALES:
        return None
    ids = whole_ids(Customer.objects.get(id=customer_id))
    value = trait_of(customer_id, "value")
    since = at - timedelta(days=policy.BREACHES_COUNT_FOR_DAYS)
    broken = list(breaches_of(ids, since, at + timedelta(microseconds=1)))
    facts = {
        "value_band": (value or {}).get("band") or "unknown",
        "breaches": len(broken),
        "kind": kind,
        "score": score,
    }
    outcome = in_force("outreach", facts).outcome
    if not outcome["act"]:
        return None
    with connection.cursor() as cursor:  # two answers of one form come within seconds
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"outreach:{min(ids)}"])
    recently = at - timedelta(days=policy.ONCE_IN_DAYS)
    if Outreach.objects.filter(customer__in=ids).exclude(state=Outreach.State.MADE, asked_at__lte=recently).exists():
        return None
    found = policy.reasons(
        kind=kind,
        score=score,
        breaches=len(broken),
        last_breach_on=broken[0].breached_at.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if broken else None,
        value=value,
    )
    outreach = Outreach.objects.create(
        customer_id=customer_id,
        case_id=case_id,
        unit_id=because.unit_id if because else None,
        reasons=found,
        asked_at=at,
        due_at=due_after(at, outcome["minutes"], outcome["calendar"]),
        because=because,
    )
    announce(
        OutreachAsked(outreach.id, case_id, found[0]["key"]),
        by=by,
        because=because,
        customer_id=customer_id,
        unit_id=outreach.unit_id,
        at=at,
    )
    return outreach


@transaction.atomic
def ask(
    customer_id: UUID,
    reason: Mapping[str, str],
    *,
    due_at: datetime,
    case_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Outreach | None:
    """Ask for an outreach for a reason in words, {"zh", "en"}; None while one to the same customer (the whole) is open."""
    at = at or timezone.now()
    ids = whole_ids(Customer.objects.get(id=customer_id))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"outreach:{min(ids)}"])
    if Outreach.objects.filter(customer__in=ids).exclude(state=Outreach.State.MADE).exists():
        return None
    outreach = Outreach.objects.create(
        customer_id=customer_id,
        case_id=case_id,
        unit_id=because.unit_id if because else None,
        reasons=[{"key": "words", "zh": reason.get("zh", ""), "en": reason.get("en", "")}],
        asked_at=at,
        due_at=due_at,
        because=because,
    )
    announce(
        OutreachAsked(outreach.id, case_id, "words"),
        by=by,
        because=because,
        customer_id=customer_id,
        unit_id=outreach.unit_id,
        at=at,
    )
    return outreach


@transaction.atomic
def take(outreach_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Outreach:
    """Take an outreach upon oneself, also from a colleague. Raises `ValidationError` when it is done already."""
    outreach = _open(outreach_id, by)
    if by.kind != "person" or by.id is None:
        raise ValidationError(_("Only a person can take this on."))
    if outreach.assigned_id == by.id:
        return outreach
    outreach.assigned_id, outreach.state = by.id, Outreach.State.TAKEN
    outreach.save(update_fields=["assigned", "state"])
    announce(
        OutreachTaken(outreach.id, outreach.case_id, by.id),
        by=by,
        because=because or last_entry_of(outreach.id, "OutreachAsked"),
        customer_id=outreach.customer_id,
        unit_id=outreach.unit_id,
        at=at or timezone.now(),
    )
    return outreach


@transaction.atomic
def note_outcome(
    outreach_id: UUID, outcome: str, note: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Outreach:
    """Note what came of it, and end it. Raises `ValidationError` without an outcome and a note."""
    outreach = _open(outreach_id, by)
    at = at or timezone.now()
    if outcome not in Outreach.Outcome.values:
        raise ValidationError({"outcome": _("Choose what came of it.")})
    if not note.strip():
        raise ValidationError({"note": _("Write down what you heard and what you agreed on.")})
    outreach.state, outreach.outcome, outreach.note, outreach.made_at = Outreach.State.MADE, outcome, note.strip(), at
    outreach.assigned_id = outreach.assigned_id or (by.id if by.kind == "person" else None)
    outreach.save(update_fields=["state", "outcome", "note", "made_at", "assigned"])
    announce(
        OutreachMade(outreach.id, outreach.case_id),
        by=by,
        because=because or last_entry_of(outreach.id, "OutreachAsked"),
        customer_id=outreach.customer_id,
        unit_id=outreach.unit_id,
        at=at,
    )
    return outreach


def _open(outreach_id: UUID, by: Actor) -> Outreach:
    by.require("outreach.make")
    outreach = Outreach.objects.select_for_update(of=("self",)).get(id=outreach_id)
    if not by.sees_unit(outreach.unit_id):
        raise PermissionDenied(_("This outreach belongs to a unit whose work you do not see."))
    if outreach.state == Outreach.State.MADE:
        raise ValidationError(_("This has been done already."))
    return outreach
