"""Verbs about feedback: take it in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.text import language_of
from zhiyin.listen.feedback.events import FeedbackReceived
from zhiyin.listen.feedback.models import Feedback

LONGEST_TEXT = 20_000


@transaction.atomic
def take_in(
    text: str,
    *,
    source: str,
    external_id: str = "",
    customer_id: UUID | None = None,
    unit_id: UUID | None = None,
    product: str = "",
    place: str = "",
    rating: int | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Feedback:
    """Take in what a customer said. The same (source, external id) again gives the row that is there and announces nothing.

    `text` may be blank where there is a rating. `place` is where it was given: a counter, a branch, a page of a site.
    `external_id` may stay blank for what has none (a note at the counter). Raises `ValidationError`.
    """
    at = at or timezone.now()
    text = text.replace("\x00", "").strip()
    if not text and rating is None:
        raise ValidationError(_("Feedback needs a text or a rating."))
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("Please keep it under %(count)s characters.") % {"count": LONGEST_TEXT})
    if rating is not None and not 1 <= rating <= 5:
        raise ValidationError(_("A rating is 1 to 5."))
    row = Feedback(
        id=new_id(),
        source=source[:60] or by.kind,
        external_id=external_id or str(new_id()),
        customer_id=customer_id,
        unit_id=unit_id or (because.unit_id if because else None),
        product=product[:200],
        place=place.strip()[:200],
        text=text,
        rating=rating,
        language=language_of(text) if text else "",
        at=at,
    )
    Feedback.objects.bulk_create([row], ignore_conflicts=True)
    kept = Feedback.objects.get(source=row.source, external_id=row.external_id)
    if kept.id == row.id:
        announce(FeedbackReceived(row.id), by=by, because=because, customer_id=customer_id, unit_id=row.unit_id, at=at)
    return kept
