"""A broken promise is made good; or a person makes something good of their own accord."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.ledger import actions as ledger
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.asking import TABLES, Beside, approval
from zhiyin.recover.compensation.authority import Used, authorities, authorities_of, hold
from zhiyin.recover.compensation.events import ApprovalAsked, CompensationAwarded
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.compensation.ranges import past_of, proposal_for_case
from zhiyin.recover.compensation.register import APOLOGY, KINDS
from zhiyin.recover.compensation.rulings import RULED, rulings
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.cases.reads import cases as the_cases
from zhiyin.resolve.promises.reads import breaches as the_breaches


@transaction.atomic
def award_for_breaches(broken: Mapping[UUID, Entry | None], *, by: Actor, at: datetime | None = None) -> list[Award]:
    """Make broken promises good by the policy in force: at once within authority, else after an approval. `broken` says
    because of which entry each breach is made good. What we promised ourselves alone is made good to nobody.

    The authority is that of the case's assignee, of an agent if it has none. One award a breach: again gives none. A
    hundred breaches take as many statements as one.
    """
    at = at or timezone.now()
    breaches = {id: one for id, one in the_breaches(broken).items() if one.promise.audience != "internal"}
    cases = the_cases({one.promise.case_id for one in breaches.values() if one.promise.case_id})
    giver = {
        id: cases[one.promise.case_id].assignee_id if one.promise.case_id in cases else None
        for id, one in breaches.items()
    }
    hold(*((one.promise.case_id, giver[id]) for id, one in breaches.items()))
    done = set(Award.objects.filter(breach_id__in=breaches).values_list("breach_id", flat=True))
    tables = all_in_force("compensation", *TABLES)
    past = past_of(tables["compensation"], {one.promise.customer_id for one in breaches.values()}, at)
    awards = [
        _award(breaches[id], giver[id], tables["compensation"], past, because, at)
        for id, because in broken.items()
        if id in breaches and id not in done
    ]
    ruled = rulings({one.breach_id: breaches[one.breach_id] for one in awards if one.breach_id})
    for award in awards:
        if award.breach_id in ruled:  # decided in advance, for everybody: replaces what the policy gives
            ruling = ruled[award.breach_id]
            award.kind, award.amount_minor, award.currency = ruling.kind, ruling.amount_minor, ruling.currency
            award.policy_version_id, award.policy_version, award.policy_row = ruling.version_id, ruling.version, None
            award.given_by_id, award.role, award.apologise = None, RULED, True
    return _grant_or_ask(awards, tables, by=by, at=at)


def _award(
    breach: Any, giver: UUID | None, table: InForce, past: Mapping[UUID, Any], because: Entry | None, at: datetime
) -> Award:
    """What the policy gives for a breach, not yet granted."""
    promise = breach.promise
    facts = {"promise": promise.name, "priority": promise.priority, "value_band": promise.value_band or "unknown"}
    decision = table.decide(facts | past.get(promise.customer_id, {}), unit=promise.customer_id)
    return Award(
        customer_id=promise.customer_id,
        case_id=promise.case_id,
        unit_id=promise.unit_id,
        breach_id=breach.id,
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


@transaction.atomic
def give(
    case_id: UUID,
    kind: str,
    amount_minor: int,
    currency: str,
    reason: str,
    failure: str = "goodwill",
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Award:
    """Give a customer something of one's own accord, with a reason: at once within one's authority and the range for such a
    failure, else after an approval.

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
    hold((case_id, giver))
    tables = all_in_force("remedies", *TABLES)
    proposed = proposal_for_case(tables["remedies"], case, failure, at, kind)
    least, most = proposed.range_in(currency) if kind != APOLOGY else (None, None)
    award = Award(
        customer_id=case.customer_id,
        case_id=case.id,
        unit_id=case.unit_id,
        kind=kind,
        amount_minor=0 if kind == APOLOGY else amount_minor,
        currency=currency,
        reason=reason.strip()[:300],
        failure=failure,
        least_minor=least,
        most_minor=most,
        policy_version_id=proposed.version_id,
        policy_version=proposed.version,
        policy_row=proposed.row,
        priority=case.priority,
        given_by_id=giver,
        made_at=at,
    )
    return _grant_or_ask([award], tables, by=by, because=because, at=at)[0]


def _grant_or_ask(
    awards: Sequence[Award], tables: Mapping[str, InForce], *, by: Actor, at: datetime, because: Entry | None = None
) -> list[Award]:
    """Grant each award within authority, ask for the others. Each because of its own entry, else because of `because`."""
    used, beside = Used(awards, at), Beside(awards, tables, at)
    within: list[Award] = []
    approvals: list[Approval] = []
    held = {currency: authorities(tables["authority"], currency) for currency in {one.currency for one in awards}}
    authority_of = {
        currency: authorities_of((one.given_by_id for one in awards if one.currency == currency), those)
        for currency, those in held.items()
    }
    for award in awards:
        if award.role == RULED:
            used.add(award, granted=False)
            within.append(award)
            continue
        authority = authority_of[award.currency][award.given_by_id]
        award.role = authority.role
        needed = used.in_case(award) + award.amount_minor
        why = policy.beyond(award.amount_minor, used.in_case(award), used.in_period(award), authority) or beside.why(
            award, needed
        )
        used.add(award, granted=not why)
        if not why:
            within.append(award)
            continue
        award.state = policy.WAITING
        approvals.append(approval(award, why, needed, authority, held[award.currency], tables, by=by, at=at))
    _ask(approvals, because, by=by, at=at)
    grant(within, because, by=by, at=at)
    return list(awards)


def _ask(approvals: Sequence[Approval], because: Entry | None, *, by: Actor, at: datetime) -> None:
    insert(*(one.award for one in approvals))
    insert(*approvals)
    announce_all(
        [
            News(
                ApprovalAsked(one.id, one.award_id, one.award.case_id),
                one.award.because or because,
                one.award.customer_id,
                one.award.unit_id,
                at,
            )
            for one in approvals
        ],
        by=by,
    )


def grant(awards: Sequence[Award], because: Entry | None, *, by: Actor, at: datetime) -> None:
    """Grant awards, new ones or such as waited, under their givers' authority: book what we owe now, and announce it."""
    for award in awards:
        award.state, award.granted_at = policy.GRANTED, at
    worth = [award for award in awards if award.amount_minor]
    if worth:
        booked = ledger.book_all([_booking(award, because, at) for award in worth], by=by, because=because)
        for award, one in zip(worth, booked, strict=True):
            award.transaction_id = one.id
    waited = [award for award in awards if not award._state.adding]
    insert(*(award for award in awards if award._state.adding))
    for award in waited:
        award.save()
    announce_all(
        [
            News(
                CompensationAwarded(award.id, award.case_id, award.amount_minor, award.currency),
                because or award.because,
                award.customer_id,
                award.unit_id,
                at,
            )
            for award in awards
        ],
        by=by,
    )


def _booking(award: Award, because: Entry | None, at: datetime) -> ledger.Booking:
    cause = because or award.because
    return ledger.Booking(
        "compensation",
        [
            ledger.Line(KINDS[award.kind].cost, award.amount_minor, award.currency),
            ledger.Line(KINDS[award.kind].owed, -award.amount_minor, award.currency, award.customer_id),
        ],
        at,
        award.id,
        f"{award.kind} · {award.promise_name or 'goodwill'} · P{award.priority}",
        cause.id if cause else None,
    )
