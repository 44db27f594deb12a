"""Verbs about proposals: draft, review, decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhiyin.improve.proposals import policy
from zhiyin.improve.proposals.events import ProposalAccepted, ProposalDrafted, ProposalRefused, ProposalReviewed
from zhiyin.improve.proposals.models import Decision, Proposal, Review
from zhiyin.improve.proposals.reads import score_now
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of


@transaction.atomic
def draft(
    title: str = "",
    problem: str = "",
    *,
    idea: str = "",
    suggestion: policy.Suggestion,
    hotspot_id: UUID | None = None,
    topic: str = "",
    evidence: Mapping[str, Any] | None = None,
    unit_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Proposal:
    """Write a proposal down. A person's stands under their name; a hotspot drafts one only, ever."""
    if by.kind != "system":
        by.require("proposal.draft")
        if not title.strip() or not problem.strip():
            raise ValidationError(_("A proposal needs a title and the problem that it solves."))
    if hotspot_id is not None:
        known = Proposal.objects.filter(hotspot_id=hotspot_id).first()
        if known is not None:
            return known
    at = at or timezone.now()
    proposal = Proposal.objects.create(
        title=title.strip(),
        problem=problem.strip(),
        idea=idea.strip(),
        unit_id=unit_id,
        hotspot_id=hotspot_id,
        topic=topic,
        evidence=dict(evidence or {}),
        policy_key=suggestion.policy_key,
        suggested_rows=suggestion.rows,
        change=dict(suggestion.change or {}),
        metric_key=suggestion.metric_key,
        author_id=by.id if by.kind == "person" else None,
        # Two proposals of people may have one cause; only what the house drafts by itself must happen once.
        because=because if by.kind == "system" else None,
        drafted_at=at,
    )
    announce(ProposalDrafted(proposal.id, hotspot_id), by=by, because=because, unit_id=unit_id, at=at)
    return proposal


@transaction.atomic
def review(
    proposal_id: UUID,
    scores: Mapping[str, int],
    comment: str = "",
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Review:
    """Score a proposal, or mend one's own score while it is open. Authors may not review their own."""
    by.require("proposal.review")
    proposal = Proposal.objects.select_for_update().get(id=proposal_id)
    if not proposal.is_open:
        raise ValidationError(_("This proposal is already decided."))
    if by.kind != "person" or not policy.may_review(proposal.author_id, by.id, proposal.state):
        raise PermissionDenied(_("You wrote this proposal, so somebody else must review it."))
    if not policy.scores_are_whole(scores):
        raise ValidationError(_("Give every criterion a score from 1 to 5."))
    at = at or timezone.now()
    written, _created = Review.objects.update_or_create(
        proposal=proposal,
        reviewer_id=by.id,
        defaults={"scores": dict(scores), "comment": comment.strip(), "at": at},
    )
    if proposal.state == policy.DRAFT:
        proposal.state = policy.IN_REVIEW
        proposal.save(update_fields=["state"])
    announce(
        ProposalReviewed(written.id, proposal.id),
        by=by,
        because=because or last_entry_of(proposal.id, "ProposalDrafted"),
        unit_id=proposal.unit_id,
        at=at,
    )
    return written


@transaction.atomic
def decide(
    proposal_id: UUID,
    accepted: bool,
    reason: str,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Decision:
    """Accept or refuse, with a reason. Accepting needs the reviews that "proposal_scores" asks for; authors do neither."""
    by.require("proposal.decide")
    proposal = Proposal.objects.select_for_update().get(id=proposal_id)
    if not proposal.is_open:
        raise ValidationError(_("This proposal is already decided."))
    if proposal.author_id is not None and proposal.author_id == by.id:
        raise PermissionDenied(_("You wrote this proposal, so somebody else must decide about it."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the people who wrote and reviewed it will want to know.")})
    reviews = list(proposal.reviews.all())
    score, needed = score_now(reviews)
    if accepted and len(reviews) < needed:
        raise ValidationError(
            ngettext(
                "This proposal needs %(count)s review before it can be accepted.",
                "This proposal needs %(count)s reviews before it can be accepted.",
                needed,
            )
            % {"count": needed}
        )
    at = at or timezone.now()
    decision = Decision.objects.create(
        proposal=proposal,
        accepted=accepted,
        reason=reason.strip(),
        by_name=by.name,
        by_person_id=by.id if by.kind == "person" else None,
        score=score.value if score else None,
        reviews=len(reviews),
        at=at,
    )
    proposal.state = policy.ACCEPTED if accepted else policy.REFUSED
    proposal.save(update_fields=["state"])
    event = ProposalAccepted(proposal.id) if accepted else ProposalRefused(proposal.id)
    told = because or last_entry_of(proposal.id, "ProposalDrafted")
    announce(event, by=by, because=told, unit_id=proposal.unit_id, at=at)
    return decision
