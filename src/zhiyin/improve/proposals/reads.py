"""Questions about proposals: which may I see, what do the reviews say, what might help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiyin.improve.proposals import policy
from zhiyin.improve.proposals.models import Proposal, Review
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.reads import in_force, rows_in_force
from zhiyin.kernel.policies.register import POLICIES


def proposals_seen_by(actor: Actor) -> QuerySet[Proposal]:
    """The proposals of the actor's units and of no unit; none without `proposal.read`."""
    if not actor.may("proposal.read"):
        return Proposal.objects.none()
    proposals = Proposal.objects.select_related("author", "unit")
    if actor.kind == "system" or actor.units is None:
        return proposals
    return proposals.filter(Q(unit=None) | Q(unit__in=actor.units))


def proposal_for(actor: Actor, number: int) -> Proposal:
    """The proposal with this number if the actor may see it; else `Http404`."""
    proposal = proposals_seen_by(actor).select_related("decision").filter(number=number).first()
    if proposal is None:
        raise Http404
    return proposal


def proposal(id: UUID) -> Proposal:
    """The proposal with this id, for the house itself."""
    return Proposal.objects.get(id=id)


def proposal_of_hotspot(hotspot_id: UUID) -> Proposal | None:
    """The proposal that a hotspot drafted."""
    return Proposal.objects.filter(hotspot_id=hotspot_id).first()


def reviews_of(found: Proposal) -> list[Review]:
    """The reviews with who wrote them, oldest first."""
    return list(found.reviews.select_related("reviewer").order_by("at", "id"))


def reviews_by_proposal(found: Iterable[Proposal]) -> dict[UUID, list[Review]]:
    """The reviews of many proposals, in one statement."""
    reviews: dict[UUID, list[Review]] = {one.id: [] for one in found}
    for review in Review.objects.filter(proposal__in=reviews):
        reviews[review.proposal_id].append(review)
    return reviews


def score_now(reviews: Iterable[Review]) -> tuple[policy.Score | None, int]:
    """The score under the weights in force, and how many reviews a proposal needs to be accepted."""
    outcome = in_force("proposal_scores", {}).outcome
    weights = {one: float(outcome[one]) for one in policy.CRITERIA}
    return policy.score_of([one.scores for one in reviews], weights), int(outcome["reviews_needed"])


def suggestion_for(topic: str, channels: Mapping[str, int]) -> policy.Suggestion:
    """What the policy "proposal_hints" suggests for a topic; `channels` counts the evidence by channel.

    A hint that points at a policy or value that does not exist, or that would make an invalid table, suggests no change.
    """
    channel = policy.mostly(channels)
    hint = in_force("proposal_hints", {"topic": topic, "channel": channel}).outcome
    key, value, factor = hint.get("policy") or "", hint.get("value") or "", hint.get("factor") or 1
    declared = POLICIES.get(key)
    if declared is None or factor == 1 or value not in {outcome.name for outcome in declared.outcomes}:
        return policy.Suggestion(hint["metric"])
    known = {one for fact in declared.facts if fact.name == "channel" for one, _label in fact.choices}
    narrowing = {"channel": channel} if channel in known else {}
    rows = policy.changed_rows(rows_in_force(key), value, factor, {k: v for k, v in narrowing.items() if v})
    if not rows or faults_of(declared, rows):
        return policy.Suggestion(hint["metric"])
    return policy.Suggestion(hint["metric"], key, rows, {"value": value, "factor": factor, **narrowing})
