"""Questions about call backs and follow-ups: whose, waiting or made, and how many loops were closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.compensation.reads import awards_of
from zhiyin.recover.complaints.reads import complaint_of
from zhiyin.recover.followup.models import CallBack, FollowUp, Rebound, ReviewReply
from zhiyin.resolve.promises.reads import promises_of


def call_backs_seen_by(actor: Actor) -> QuerySet[CallBack]:
    """The call backs of the units that the actor may see; none without `callback.read`."""
    if not actor.may("callback.read"):
        return CallBack.objects.none()
    found = CallBack.objects.select_related("customer", "case", "made_by").prefetch_related("attempts")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def call_back_for(actor: Actor, id: UUID) -> CallBack:
    """The call back with this id, if the actor may see it; else `Http404`."""
    found = call_backs_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def call_backs_of(case_id: UUID) -> QuerySet[CallBack]:
    """The call backs of a case, newest first."""
    return CallBack.objects.filter(case_id=case_id).prefetch_related("attempts").order_by("-asked_at")


def call_backs_of_customers(customer_ids: Iterable[UUID]) -> QuerySet[CallBack]:
    """The call backs of these customers (the parts of a whole), newest first."""
    return CallBack.objects.filter(customer__in=list(customer_ids)).order_by("-asked_at")


def closed_loops(from_at: datetime, to_at: datetime, actor: Actor | None = None) -> tuple[int, int]:
    """Of the call backs asked for in the window, how many were made and how many there were: (made, asked)."""
    found = CallBack.objects.all() if actor is None else call_backs_seen_by(actor)
    counts = found.filter(asked_at__gte=from_at, asked_at__lt=to_at).aggregate(
        made=Count("id", filter=Q(made_at__isnull=False)), asked=Count("id")
    )
    return counts["made"], counts["asked"]


def follow_ups_seen_by(actor: Actor) -> QuerySet[FollowUp]:
    """The follow-ups of the units that the actor may see; none without `callback.read`."""
    if not actor.may("callback.read"):
        return FollowUp.objects.none()
    found = FollowUp.objects.select_related("customer", "case", "done_by")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def follow_up_for(actor: Actor, id: UUID) -> FollowUp:
    """The follow-up with this id, if the actor may see it; else `Http404`."""
    found = follow_ups_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def follow_ups_of(case_id: UUID) -> QuerySet[FollowUp]:
    """The follow-ups of a case, newest first."""
    return (
        FollowUp.objects.filter(case_id=case_id).select_related("customer", "case", "done_by").order_by("-resolved_at")
    )


def next_follow_up_due_at() -> datetime | None:
    """When the next follow-up is missed if nobody asks, read from the head of an index."""
    waiting = FollowUp.objects.filter(done_at=None, missed_at=None)
    return waiting.order_by("due_at").values_list("due_at", flat=True).first()


def followed_up_in_time(from_at: datetime, to_at: datetime, actor: Actor) -> tuple[int, int]:
    """Of the follow-ups due in the window that were not void, how many were made in time: (in time, due)."""
    due = follow_ups_seen_by(actor).filter(due_at__gte=from_at, due_at__lt=to_at).exclude(outcome=FollowUp.Outcome.VOID)
    counts = due.order_by().aggregate(
        in_time=Count("id", filter=Q(done_at__isnull=False, done_at__lte=F("due_at"))), due=Count("id")
    )
    return counts["in_time"], counts["due"]


def went_wrong(case_id: UUID) -> bool:
    """Whether there was something to make good in a case: a broken promise, a complaint, something that was given."""
    return (
        promises_of(case_id).filter(breach__isnull=False).exists()
        or complaint_of(case_id) is not None
        or awards_of(case_id).exists()
    )


def rebounds_seen_by(actor: Actor) -> QuerySet[Rebound]:
    """The customers who are followed, of the units that the actor may see; none without `callback.read`."""
    if not actor.may("callback.read"):
        return Rebound.objects.none()
    found = Rebound.objects.select_related("customer", "case").prefetch_related("plans")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def rebound_for(actor: Actor, id: UUID) -> Rebound:
    """The followed customer with this id, if the actor may see it; else `Http404`."""
    found = rebounds_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def came_back(from_at: datetime, to_at: datetime, actor: Actor) -> tuple[int, int]:
    """Of the customers for whom something went wrong in the window, how many are back at their level: (back, all)."""
    found = rebounds_seen_by(actor).filter(failed_at__gte=from_at, failed_at__lt=to_at).order_by()
    counts = found.aggregate(back=Count("id", filter=Q(back_at__isnull=False)), all=Count("id"))
    return counts["back"], counts["all"]


def review_replies_seen_by(actor: Actor) -> QuerySet[ReviewReply]:
    """The replies to reviews of the units that the actor may see; none without `feedback.read`."""
    if not actor.may("feedback.read"):
        return ReviewReply.objects.none()
    found = ReviewReply.objects.select_related("customer", "drafted_by", "approved_by", "posted_by")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def review_reply_for(actor: Actor, id: UUID) -> ReviewReply:
    """The reply with this id, if the actor may see it; else `Http404`."""
    found = review_replies_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def next_review_due_at() -> datetime | None:
    """When the next review goes unanswered too long, read from the head of an index."""
    waiting = ReviewReply.objects.filter(posted_at=None, missed_at=None)
    return waiting.order_by("due_at").values_list("due_at", flat=True).first()
