"""Pages of proposals: the list, one with its evidence and reviews, writing a new one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.decision_tables import changes_of
from zhiyin.face.pages import cursor_page
from zhiyin.improve.proposals import actions, policy, wording
from zhiyin.improve.proposals.evidence import metric_choices, texts_behind, topic_names
from zhiyin.improve.proposals.forms import CRITERION_LABELS, SCALE, DecisionForm, DraftForm, ReviewForm
from zhiyin.improve.proposals.models import Proposal
from zhiyin.improve.proposals.reads import proposal_for, proposals_seen_by, reviews_by_proposal, reviews_of, score_now
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.policies.register import POLICIES

STATES = {"open": (policy.DRAFT, policy.IN_REVIEW), "accepted": (policy.ACCEPTED,), "refused": (policy.REFUSED,)}


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


@require_GET
@needs("proposal.read")
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals by state, newest first, each with its score."""
    tab = request.GET.get("state", "open")
    states = STATES.get(tab, STATES["open"])
    page = cursor_page(
        proposals_seen_by(_actor(request)).filter(state__in=states), request, order=("-drafted_at", "-id"), size=30
    )
    names = topic_names()
    by_proposal = reviews_by_proposal(page)
    rows = [
        {
            "proposal": one,
            "title": wording.title_of(one, names.get(one.topic, "")),
            "score": score_now(by_proposal[one.id])[0] if by_proposal[one.id] else None,
        }
        for one in page
    ]
    context = {"page": page, "rows": rows, "tab": tab if tab in STATES else "open", "tabs": _tabs()}
    return render(request, "proposals/proposals.html", context)


def _tabs() -> list[tuple[str, str]]:
    return [("open", _("To review")), ("accepted", _("Accepted")), ("refused", _("Refused"))]


@require_GET
@needs("proposal.read")
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal: problem, evidence, suggested change, reviews, decision."""
    return _page(request, proposal_for(_actor(request), number))


def _page(
    request: HttpRequest,
    found: Proposal,
    review_form: ReviewForm | None = None,
    decision_form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = _actor(request)
    reviews = reviews_of(found)
    score, needed = score_now(reviews)
    mine = next((one for one in reviews if one.reviewer_id == actor.id), None)
    declared = POLICIES.get(found.policy_key)
    may_review = actor.may("proposal.review") and policy.may_review(found.author_id, actor.id, found.state)
    if review_form is None and may_review:
        review_form = ReviewForm(initial=(mine.scores | {"comment": mine.comment}) if mine else None)
    may_decide = actor.may("proposal.decide") and found.is_open and found.author_id != actor.id
    context = {
        "proposal": found,
        "title": wording.title_of(found, topic_names().get(found.topic, "")),
        "topic": topic_names().get(found.topic, found.topic),
        "change": wording.change_of(found),
        "metric": dict(metric_choices()).get(found.metric_key, found.metric_key),
        "policy": declared,
        "changes": changes_of(declared, rows_in_force(declared.key), found.suggested_rows)
        if declared and found.suggested_rows
        else [],
        "texts": texts_behind(actor, found.evidence.get("labels", ())),
        "reviews": [(one, [(CRITERION_LABELS[name], one.scores[name]) for name in policy.CRITERIA]) for one in reviews],
        "score": score,
        "by_criterion": [(CRITERION_LABELS[name], value) for name, value in score.by_criterion.items()]
        if score
        else [],
        "needed": needed,
        "missing": max(0, needed - len(reviews)),
        "few": score is not None and score.n < policy.REVIEWS_FOR_A_FAIR_VIEW,
        "decision": getattr(found, "decision", None),
        "review_form": review_form,
        "decision_form": decision_form or (DecisionForm() if may_decide else None),
        "mine": mine,
        "scale": SCALE,
        "is_author": found.author_id is not None and found.author_id == actor.id,
    }
    return render(request, "proposals/proposal.html", context, status=status)


@require_POST
@needs("proposal.review")
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Score a proposal."""
    found = proposal_for(_actor(request), number)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, found, review_form=form, status=422)
    try:
        actions.review(found.id, form.scores, form.cleaned_data["comment"], by=_actor(request))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, _("Your review is saved. You can change it until the decision."))
    return redirect("proposal", number)


@require_POST
@needs("proposal.decide")
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """Accept or refuse a proposal."""
    found = proposal_for(_actor(request), number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, decision_form=form, status=422)
    try:
        actions.decide(found.id, form.cleaned_data["accepted"], form.cleaned_data["reason"], by=_actor(request))
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return _page(request, found, decision_form=form, status=422)
    messages.success(request, _("Decided."))
    return redirect("proposal", number)


@require_http_methods(["GET", "POST"])
@needs("proposal.draft")
def new(request: HttpRequest) -> HttpResponse:
    """Write a proposal."""
    form = DraftForm(request.POST or None, metrics=metric_choices())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = actions.draft(
            given["title"],
            given["problem"],
            idea=given["idea"],
            suggestion=policy.Suggestion(given["metric_key"]),
            by=_actor(request),
            because=None,
        )
        made.refresh_from_db(fields=["number"])
        return redirect("proposal", made.number)
    return render(request, "proposals/new.html", {"form": form}, status=422 if form.errors else 200)
