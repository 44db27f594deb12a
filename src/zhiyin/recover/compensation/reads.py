"""Questions about compensation: of a case or customer, in a window, waiting for whom, within which authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.authority import authorities
from zhiyin.recover.compensation.models import Apology, Approval, Award


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
    found = Approval.objects.select_related("award", "award__case", "award__customer", "decided_by")
    return found if actor.kind == "system" or actor.units is None else found.filter(award__unit__in=actor.units)


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


def within_reach(actor: Actor, approvals: Iterable[Approval]) -> set[UUID]:
    """Which of these approvals the limit of the actor's roles reaches."""
    table = all_in_force("authority")["authority"]
    held = {}
    reached = set()
    for one in approvals:
        currency = one.award.currency
        if currency not in held:
            held[currency] = policy.strongest(actor.roles, authorities(table, currency)).limit_minor
        if actor.kind == "system" or one.needed_minor <= held[currency]:
            reached.add(one.id)
    return reached


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
