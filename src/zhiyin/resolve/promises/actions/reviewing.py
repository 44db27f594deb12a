"""A promise that is kept too seldom in two periods running is reviewed: once, by a person, with a reason (M190)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.events import PromiseReviewAsked, PromiseReviewed
from zhiyin.resolve.promises.models import Review
from zhiyin.resolve.promises.rates import kept_by_name


@transaction.atomic
def ask_for_reviews(now: datetime, *, by: Actor, because: Entry | None) -> list[Review]:
    """Ask for a review of each promise kept in under nine of ten cases in each of the last two whole months.

    Asking again changes nothing; while a review is open, or for months that one has looked at, there is no other.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    with connection.cursor() as cursor:  # one at a time: the second finds what the first has made
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('promises:reviews', 0))")
    before, last = policy.months_back(now, 2, zone)
    rates = [kept_by_name(*window) for window in (before, last)]
    first_on, period_on = (window[0].astimezone(zone).date() for window in (before, last))
    looked_at = set(Review.objects.filter(decided_at=None).values_list("name", flat=True)) | set(
        Review.objects.filter(period_on__gte=first_on).values_list("name", flat=True)
    )
    made = []
    for name in sorted(set(rates[0]) & set(rates[1]) - looked_at):
        if not policy.needs_review([rates[0][name], rates[1][name]]):
            continue
        periods = [
            {"from": on.isoformat(), "met": rate[name][0], "breached": rate[name][1]}
            for on, rate in zip((first_on, period_on), rates, strict=True)
        ]
        review = Review.objects.create(name=name, period_on=period_on, periods=periods, made_at=now)
        announce(PromiseReviewAsked(review.id, name), by=by, because=because, at=now)
        made.append(review)
    return made


@transaction.atomic
def decide_review(
    review_id: UUID, decision: str, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Review:
    """Decide on a promise that is kept too seldom, with a reason. `ValidationError` without one, or when it was decided."""
    by.require("promise.review")
    review = Review.objects.select_for_update().get(id=review_id)
    if review.decided_at is not None:
        raise ValidationError(_("Somebody has decided on this already."))
    if decision not in Review.Decision.values or not reason.strip():
        raise ValidationError(_("Choose, and say why."))
    review.decision, review.reason = decision, reason.strip()[:300]
    review.by_id, review.decided_at = by.id, at or timezone.now()
    review.save(update_fields=["decision", "reason", "by_id", "decided_at"])
    announce(PromiseReviewed(review.id, review.name, decision), by=by, because=because, at=review.decided_at)
    return review
