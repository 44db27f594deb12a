"""Answer a bad public review where it stands: draft, approve, note where it was posted; alert of what is overdue."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.feedback.reads import feedback
from zhiyin.listen.orders.reads import orders_of
from zhiyin.recover.followup import policy
from zhiyin.recover.followup.events import ReviewReplyApproved, ReviewReplyAsked, ReviewReplyPosted, ReviewUnanswered
from zhiyin.recover.followup.models import ReviewReply
from zhiyin.resolve.promises.reads import due_after

#: so many of a customer's last orders are looked for in a reply
ORDERS_KNOWN = 50


@transaction.atomic
def ask_review_reply(
    feedback_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> ReviewReply | None:
    """Ask for a reply to a review that the policy "review_replies" calls public and bad, with a first draft. Once each."""
    said = feedback(feedback_id)
    if said is None or said.rating is None:
        return None
    outcome = in_force("review_replies", {"source": said.source, "rating": said.rating}).outcome
    if not outcome["reply"]:
        return None
    asked = ReviewReply(
        feedback_id=said.id,
        customer_id=said.customer_id,
        unit_id=said.unit_id,
        language=said.language,
        said_at=said.at,
        due_at=due_after(said.at, outcome["minutes"], outcome["calendar"]),
        text=policy.FIRST_DRAFT["zh" if said.language.startswith("zh") else "en"],
        because=because,
    )
    ReviewReply.objects.bulk_create([asked], ignore_conflicts=True)
    found = ReviewReply.objects.get(feedback_id=said.id)
    if found.id == asked.id:
        _tell(ReviewReplyAsked(asked.id, said.id, asked.due_at), asked, by=by, because=because, at=at or timezone.now())
    return found


@transaction.atomic
def draft_review_reply(
    id: UUID, text: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> ReviewReply:
    """Write what is to stand below the review. What was approved before has to be approved again.

    Raises `ValidationError` for gaps left open, and for order numbers and other details that are nobody else's business.
    """
    by.require("review.write")
    found = _locked(id, by)
    if found.posted_at is not None:
        raise ValidationError(_("This reply has been posted already."))
    _check(text, found)
    found.text, found.drafted_at, found.drafted_by_id = text.strip(), at or timezone.now(), _person(by)
    found.approved_at, found.approved_by_id = None, None
    found.save(update_fields=["text", "drafted_at", "drafted_by", "approved_at", "approved_by"])
    return found


@transaction.atomic
def approve_review_reply(
    id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> ReviewReply:
    """Allow a drafted reply to be posted."""
    by.require("review.approve")
    found, at = _locked(id, by), at or timezone.now()
    if found.posted_at is not None or found.drafted_at is None:
        raise ValidationError(_("Only a reply that somebody drafted, and that is not posted yet, can be approved."))
    _check(found.text, found)
    found.approved_at, found.approved_by_id = at, _person(by)
    found.save(update_fields=["approved_at", "approved_by"])
    _tell(ReviewReplyApproved(found.id, found.feedback_id), found, by=by, because=because, at=at)
    return found


@transaction.atomic
def note_posted(
    id: UUID, link: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> ReviewReply:
    """Note that an approved reply stands below the review now, and where."""
    by.require("review.write")
    found, at = _locked(id, by), at or timezone.now()
    if found.approved_at is None or found.posted_at is not None:
        raise ValidationError(_("Only an approved reply can be posted, and once."))
    if link and not link.startswith(("https://", "http://")):
        raise ValidationError({"link": _("A link begins with https://.")})
    found.posted_at, found.posted_by_id, found.link = at, _person(by), link[:500]
    found.save(update_fields=["posted_at", "posted_by", "link"])
    _tell(ReviewReplyPosted(found.id, found.feedback_id), found, by=by, because=because, at=at)
    return found


@transaction.atomic
def note_unanswered(now: datetime, *, by: Actor, because: Entry | None = None, limit: int = 100) -> int:
    """Note every review whose reply is overdue; it stays on the list. Returns how many."""
    waiting = ReviewReply.objects.filter(posted_at=None, missed_at=None, due_at__lte=now)
    found = list(waiting.select_for_update(skip_locked=True).order_by("due_at")[:limit])
    for one in found:
        one.missed_at = now
    ReviewReply.objects.bulk_update(found, ["missed_at"])
    for one in found:
        _tell(ReviewUnanswered(one.id, one.feedback_id), one, by=by, because=because, at=one.due_at)
    return len(found)


def _locked(id: UUID, by: Actor) -> ReviewReply:
    found = ReviewReply.objects.select_for_update().get(id=id)
    if not by.sees_unit(found.unit_id):
        raise PermissionDenied(_("This review belongs to a unit whose work you do not see."))
    return found


def _check(text: str, found: ReviewReply) -> None:
    known = [] if found.customer_id is None else list(
        orders_of([found.customer_id]).values_list("external_id", flat=True)[:ORDERS_KNOWN]
    )  # fmt: skip
    fault = policy.fault_of_reply(text, known)
    if fault == "empty":
        raise ValidationError({"text": _("Write the reply; fill what stands in brackets.")})
    if fault:
        raise ValidationError(
            {
                "text": _(
                    "“%(what)s” looks like an order number or a personal detail. Everybody reads this: leave it out."
                )
                % {"what": fault}
            }
        )


def _person(by: Actor) -> UUID | None:
    return by.id if by.kind == "person" else None


def _tell(event: object, one: ReviewReply, *, by: Actor, because: Entry | None, at: datetime) -> None:
    announce(
        event,  # type: ignore[arg-type]
        by=by,
        because=because or last_entry_of(one.id, "ReviewReplyAsked"),
        customer_id=one.customer_id,
        unit_id=one.unit_id,
        at=at,
    )
