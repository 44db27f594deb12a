"""What a broken promise brings the customer."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from zhiyin.demo.history.setting import By, History, Plot, Told
from zhiyin.demo.writing import id_at
from zhiyin.recover.compensation.events import ApprovalAsked, ApprovalDecided, CompensationAwarded

#: an award comes after its breach, also in the order of the ids
BETWEEN = timedelta(milliseconds=20)
SET_BY_HAND = "金额由客服手工调整"


def made_good(history: History, plot: Plot, breach: Told, breach_id: UUID, at: datetime) -> None:
    """The award by policy; beyond the agent's authority the lead decides some hours later."""
    rng, policies = history.rng, history.setting.policies
    at += BETWEEN
    facts = {"promise": "first_reply", "priority": plot.priority, "value_band": plot.band}
    decision = policies["compensation"].decide(facts)
    amount, currency, by_hand = decision.outcome["amount_minor"], decision.outcome["currency"], False
    if plot.language == "en" and history.truths.unfair_share < 1 and amount:
        amount, by_hand = round(amount * history.truths.unfair_share / 100) * 100, True
    authority = policies["authority"].decide({"role": "agent", "currency": currency})
    beyond = amount > authority.outcome["limit_minor"]
    decided_at = at + timedelta(hours=rng.uniform(0.5, 6)) if beyond else at
    granted = decided_at < history.now
    award_id, cause = id_at(at, rng), breach
    if beyond:
        cause = _approved(history, plot, breach, award_id, amount, authority.outcome["limit_minor"], at, decided_at)
    if granted:
        awarded = CompensationAwarded(award_id, plot.case_id, amount, currency)
        history.line.tell(awarded, decided_at, because=cause, **plot.about)
    history.add(
        "compensation.Award",
        id=award_id,
        customer_id=plot.guest.id,
        case_id=plot.case_id,
        unit_id=plot.unit_id,
        breach_id=breach_id,
        promise_name="first_reply",
        kind=decision.outcome["kind"],
        amount_minor=amount,
        currency=currency,
        state="granted" if granted else "waiting",
        reason=SET_BY_HAND if by_hand else "",
        policy_version_id=decision.version_id,
        policy_version=decision.version,
        policy_row=None if by_hand else decision.row,
        priority=plot.priority,
        value_band=plot.band,
        given_by_id=plot.agent[1],
        role="agent",
        because_id=breach[0],
        made_at=at,
        granted_at=decided_at if granted else None,
    )


def _approved(
    history: History,
    plot: Plot,
    breach: Told,
    award_id: UUID,
    amount: int,
    limit: int,
    asked_at: datetime,
    decided_at: datetime,
) -> Told:
    """The lead is asked, and agrees if the time for it has come. Returns the last entry."""
    lead_id, lead_name = history.setting.people["li"]
    granted = decided_at < history.now
    approval_id = id_at(asked_at, history.rng)
    history.add(
        "compensation.Approval",
        id=approval_id,
        award_id=award_id,
        why="limit",
        needed_minor=amount,
        limit_minor=limit,
        role="lead",
        asked_at=asked_at,
        decided_by_id=lead_id if granted else None,
        decided_at=decided_at if granted else None,
        granted=True if granted else None,
    )
    asked = history.line.tell(
        ApprovalAsked(approval_id, award_id, plot.case_id), asked_at, because=breach, **plot.about
    )
    if not granted:
        return asked
    by: By = ("person", lead_id, lead_name)
    decided = ApprovalDecided(approval_id, award_id, True, plot.case_id)
    return history.line.tell(decided, decided_at, because=asked, by=by, **plot.about)
