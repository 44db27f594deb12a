"""Questions about compensation: of a case or customer, in a window, waiting for whom, within which authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import customers_seen_by
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.recover.compensation import budgets, policy, ranges
from zhiyin.recover.compensation.authority import authorities
from zhiyin.recover.compensation.deputising import powers_of
from zhiyin.recover.compensation.models import Apology, Approval, Award, Budget, Deputy, Signal

#: of so many open signals a page knows whom they name
SIGNALS_READ = 200


def awards_seen_by(actor: Actor) -> QuerySet[Award]:
    """The awards of the units that the actor may see; none without `award.read`."""
    if not actor.may("award.read"):
        return Award.objects.none()
    awards = Award.objects.select_related("customer", "case", "approval")
    return awards if actor.kind == "system" or actor.units is None else awards.filter(unit__in=actor.units)


def award_for(actor: Actor, id: UUID) -> Award:
    """The award with this id, if the actor may see it; else `Http404`."""
    found = awards_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def award(id: UUID) -> Award:
    """The award with this id."""
    return Award.objects.get(id=id)


def awards_of(case_id: UUID) -> QuerySet[Award]:
    """The awards of a case, oldest first, with approvals and apologies."""
    return (
        Award.objects.filter(case_id=case_id)
        .select_related("approval", "approval__decided_by", "reversal")
        .prefetch_related("apologies")
        .order_by("made_at", "id")
    )


def awards_of_customer(customer_ids: Iterable[UUID]) -> QuerySet[Award]:
    """The awards of these customers (the parts of a whole), newest first."""
    return (
        Award.objects.filter(customer__in=list(customer_ids))
        .select_related("case", "approval")
        .order_by("-made_at", "-id")
    )


def awards_between(from_at: datetime, to_at: datetime) -> QuerySet[Award]:
    """The awards made from `from_at` (included) to `to_at` (excluded)."""
    return Award.objects.filter(made_at__gte=from_at, made_at__lt=to_at).order_by("made_at", "id")


def approvals_seen_by(actor: Actor) -> QuerySet[Approval]:
    """The approvals of the units that the actor may see, with award, case and customer; none without `award.read`."""
    if not (actor.may("award.read") or actor.may("compensation.approve")):
        return Approval.objects.none()
    found = Approval.objects.select_related(
        "award", "award__case", "award__customer", "decided_by", "in_name_of", "agreed_by"
    ).prefetch_related("escalations")
    units = [one.actor.units for one in powers_of(actor, timezone.now())]
    if actor.kind == "system" or any(one is None for one in units):
        return found
    return found.filter(award__unit__in={id for one in units if one is not None for id in one})


def approval_for(actor: Actor, id: UUID) -> Approval:
    """The approval with this id, if the actor may see it; else `Http404`."""
    found = approvals_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def approvals_waiting_for(actor: Actor) -> QuerySet[Approval]:
    """What waits for a decision in the actor's units, longest first. `within_reach` tells which the actor may grant."""
    if not actor.may("compensation.approve"):
        return Approval.objects.none()
    return approvals_seen_by(actor).filter(decided_at=None).order_by("asked_at", "id")


def next_approval_due_at() -> datetime | None:
    """When the next approval runs out of time, read from the head of an index."""
    waiting = Approval.objects.filter(decided_at=None, due_at__isnull=False).order_by("due_at")
    return waiting.values_list("due_at", flat=True).first()


def within_reach(actor: Actor, approvals: Iterable[Approval], at: datetime | None = None) -> set[UUID]:
    """Which of these approvals the actor may grant, by their own authority or as a deputy."""
    waiting = list(approvals)
    if actor.kind == "system":
        return {one.id for one in waiting}
    at = at or timezone.now()
    powers = powers_of(actor, at)
    table = all_in_force("authority")["authority"]
    held = {one: authorities(table, one) for one in {approval.award.currency for approval in waiting}}
    states = budgets_of((approval.award.unit_id for approval in waiting), at)
    reached = set()
    for one in waiting:
        state = states.get((one.award.unit_id, one.award.currency)) if one.award.unit_id else None
        beyond = state is not None and one.award.amount_minor > state.left_minor
        for power in powers:
            same = {one.asked_by_id, one.agreed_by_id} & {actor.id, power.in_name_of} - {None}
            limit = policy.strongest(power.actor.roles, held[one.award.currency]).limit_minor
            enough = limit >= one.needed_minor or (one.why == "two_people" and one.asked_by_id is not None)
            may = power.actor.may("compensation.approve") and power.actor.sees_unit(one.award.unit_id)
            if not same and enough and may and (not beyond or power.actor.may("budget.exceed")):
                reached.add(one.id)
    return reached


def budgets_of(unit_ids: Iterable[UUID | None], at: datetime | None = None) -> dict[budgets.Pot, budgets.State]:
    """The budgets of these units with what is used and left in the running period, in two statements."""
    at = at or timezone.now()
    return budgets.states(budgets.in_force(set(unit_ids), at).values(), at)


def budgets_seen_by(actor: Actor, at: datetime | None = None) -> list[budgets.State]:
    """The budgets of the units whose work the actor may see, by the name of the unit."""
    if not (actor.may("award.read") or actor.may("compensation.approve")):
        return []
    units = units_seen_by(actor).values_list("id", flat=True)
    found = budgets_of(units, at).values()
    return sorted(found, key=lambda one: (str(one.budget.unit), one.budget.currency))


def budget_history(actor: Actor) -> QuerySet[Budget]:
    """Who set which budget when and why, newest first, of the units that the actor may see."""
    if not actor.may("award.read"):
        return Budget.objects.none()
    return Budget.objects.filter(unit__in=units_seen_by(actor)).select_related("unit").order_by("-set_at", "-id")


def deputies_seen_by(actor: Actor, at: datetime | None = None) -> QuerySet[Deputy]:
    """Who is or will be whose deputy; those over are not among them. None for who approves nothing."""
    if not actor.may("compensation.approve"):
        return Deputy.objects.none()
    coming = Deputy.objects.filter(until_at__gt=at or timezone.now(), ended_at=None)
    return coming.select_related("person", "deputy").order_by("from_at", "id")


def signals_seen_by(actor: Actor) -> QuerySet[Signal]:
    """The signals of abuse of the units whose work the actor may see; none without `abuse.read`."""
    if not actor.may("abuse.read"):
        return Signal.objects.none()
    found = Signal.objects.select_related("customer", "person", "unit", "judged_by")
    return found if actor.kind == "system" or actor.units is None else found.filter(unit__in=actor.units)


def signal_for(actor: Actor, id: UUID) -> Signal:
    """The signal with this id, if the actor may see it; else `Http404`."""
    found = signals_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def evidence_of(actor: Actor, signals: Iterable[Signal]) -> tuple[dict[UUID, Customer], dict[UUID, Award]]:
    """The customers and awards that signals name, of what the actor may see: two statements."""
    named = list(signals)
    customers = {UUID(id) for one in named for id in one.facts.get("customers", ())}
    awards = {UUID(id) for one in named for id in one.facts.get("awards", ())}
    return customers_seen_by(actor).in_bulk(customers), awards_seen_by(actor).in_bulk(awards)


def suspected(customer_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these customers an open signal names. For a hint to whoever decides, no more."""
    asked = {str(id) for id in customer_ids}
    named: set[str] = set()
    for facts in (
        Signal.objects.filter(judged_at=None).order_by("-found_at")[:SIGNALS_READ].values_list("facts", flat=True)
    ):
        named |= asked & set(facts.get("customers", ()))
    return {UUID(id) for id in named}


def possible_deputies(actor: Actor) -> list[Person]:
    """The people who approve compensation, by name; the actor among them."""
    if not actor.may("compensation.approve"):
        return []
    may = Person.objects.filter(is_active=True, memberships__role__permissions__contains=["compensation.approve"])
    return list(may.distinct().order_by("name", "id"))


def deputy_for(actor: Actor, id: UUID) -> Deputy:
    """The deputy with this id, if the actor may see it; else `Http404`."""
    found = deputies_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def proposal_for(actor: Actor, case: Any, failure: str, kind: str | None = None) -> ranges.Proposal:
    """What is proposed for a failure in a case that the actor may see; with a `kind`, the range for that kind."""
    actor.require("award.give")
    return ranges.proposal_for_case(all_in_force("remedies")["remedies"], case, failure, timezone.now(), kind)


def canned_wordings(customer_ids: Iterable[UUID]) -> dict[str, int]:
    """The wordings that these customers read more often than `policy.CANNED_AFTER` times: template to count."""
    rows = (
        Apology.objects.filter(customer__in=list(customer_ids))
        .values_list("template")
        .annotate(times=Count("id"))
        .filter(times__gt=policy.CANNED_AFTER)
    )
    return dict(rows)


def totals_between(from_at: datetime, to_at: datetime, actor: Actor) -> list[tuple[str, int, int]]:
    """What was granted in a window, by currency: (currency, number, sum in minor units)."""
    rows = (
        awards_seen_by(actor)
        .filter(made_at__gte=from_at, made_at__lt=to_at, state=policy.GRANTED)
        .order_by("currency")
        .values_list("currency")
        .annotate(n=Count("id"), total=Sum("amount_minor"))
    )
    return [(currency, n, total) for currency, n, total in rows]
