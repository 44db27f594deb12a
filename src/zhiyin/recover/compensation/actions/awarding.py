"""A broken promise is made good; or a person makes something good of their own accord."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.ledger import actions as ledger
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.authority import authorities, authority_of, hold, used_in_case, used_in_period
from zhiyin.recover.compensation.events import ApprovalAsked, CompensationAwarded
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.compensation.register import APOLOGY, KINDS
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.promises.reads import breach as the_breach


@transaction.atomic
def award_for_breach(breach_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Award | None:
    """Make a broken promise good by the policy in force: at once within authority, else after an approval.

    The authority is that of the case's assignee, of an agent if it has none. One award a breach: again gives None.
    """
    at = at or timezone.now()
    promise = the_breach(breach_id).promise
    case = the_case(promise.case_id) if promise.case_id else None
    giver = case.assignee_id if case else None
    hold(promise.case_id, giver)
    if Award.objects.filter(breach_id=breach_id).exists():
        return None
    tables = all_in_force("compensation", "authority")
    decision = tables["compensation"].decide(
        {"promise": promise.name, "priority": promise.priority, "value_band": promise.value_band or "unknown"},
        unit=promise.customer_id,
    )
    award = Award(
        customer_id=promise.customer_id,
        case_id=promise.case_id,
        unit_id=promise.unit_id,
        breach_id=breach_id,
        promise_name=promise.name,
        kind=decision.outcome["kind"],
        amount_minor=0 if decision.outcome["kind"] == APOLOGY else decision.outcome["amount_minor"],
        currency=decision.outcome["currency"],
        policy_version_id=decision.version_id,
        policy_version=decision.version,
        policy_row=decision.row,
        priority=promise.priority,
        value_band=promise.value_band,
        given_by_id=giver,
        because=because,
        apologise=decision.outcome["apology"],
        made_at=at,
    )
    return _grant_or_ask(award, tables["authority"], by=by, because=because, at=at)


@transaction.atomic
def give(
    case_id: UUID,
    kind: str,
    amount_minor: int,
    currency: str,
    reason: str,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Award:
    """Give a customer something of one's own accord, with a reason: at once within one's authority, else after an approval.

    Raises `ValidationError` without a reason or an amount.
    """
    by.require("award.give")
    at = at or timezone.now()
    if not reason.strip():
        raise ValidationError({"reason": _("Say what this is for.")})
    if kind not in KINDS or (kind != APOLOGY and amount_minor <= 0):
        raise ValidationError({"amount": _("Give an amount above zero.")})
    case = the_case(case_id)
    giver = by.id if by.kind == "person" else None
    hold(case_id, giver)
    award = Award(
        customer_id=case.customer_id,
        case_id=case.id,
        unit_id=case.unit_id,
        kind=kind,
        amount_minor=0 if kind == APOLOGY else amount_minor,
        currency=currency,
        reason=reason.strip()[:300],
        priority=case.priority,
        given_by_id=giver,
        made_at=at,
    )
    return _grant_or_ask(award, all_in_force("authority")["authority"], by=by, because=because, at=at)


def _grant_or_ask(award: Award, table: InForce, *, by: Actor, because: Entry | None, at: datetime) -> Award:
    held = authorities(table, award.currency)
    authority = authority_of(award.given_by_id, held)
    award.role = authority.role
    in_case = used_in_case(award.case_id, award.currency)
    in_period = used_in_period(award.given_by_id, award.unit_id, award.currency, at)
    why = policy.beyond(award.amount_minor, in_case, in_period, authority)
    if not why:
        return grant(award, by=by, because=because, at=at)
    award.state = policy.WAITING
    award.save(force_insert=True)
    needed = in_case + award.amount_minor
    approval = Approval.objects.create(
        award=award,
        why=why,
        needed_minor=needed,
        limit_minor=authority.limit_minor,
        asked_by_name=by.name if by.kind == "person" else "",
        role=policy.first_that_suffices(needed, (one for one in held.values() if one.role != authority.role)),
        asked_at=at,
    )
    announce(
        ApprovalAsked(approval.id, award.id, award.case_id),
        by=by,
        because=because,
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    return award


def grant(award: Award, *, by: Actor, because: Entry | None, at: datetime) -> Award:
    """Grant an award under `given_by_id`'s authority: book what we owe now, and announce it."""
    award.state, award.granted_at = policy.GRANTED, at
    if award.amount_minor:
        booked = ledger.book(
            "compensation",
            [
                ledger.Line("compensation-cost", award.amount_minor, award.currency),
                ledger.Line("owed-to-customers", -award.amount_minor, award.currency, award.customer_id),
            ],
            about_id=award.id,
            memo=f"{award.kind} · {award.promise_name or 'goodwill'} · P{award.priority}",
            by=by,
            because=because,
            at=at,
        )
        award.transaction_id = booked.id
    award.save()
    announce(
        CompensationAwarded(award.id, award.case_id, award.amount_minor, award.currency),
        by=by,
        because=because,
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    return award
