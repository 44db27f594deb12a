"""What waits for a decision, the decision, and who decides in whose name."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.forms import DecisionForm, DeputyForm
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.reads import (
    approval_for,
    approvals_seen_by,
    approvals_waiting_for,
    awards_of_customer,
    budgets_seen_by,
    deputies_seen_by,
    deputy_for,
    possible_deputies,
    suspected,
    within_reach,
)
from zhiyin.recover.compensation.showing import Shown, shown_all, shown_budgets, shown_deputies
from zhiyin.recover.compensation.views.awards import actor_of, tried

EARLIER_SHOWN = 3
DEPUTIES_SHOWN = 50


@needs("compensation.approve")
@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, longest first; and what was decided."""
    actor = actor_of(request)
    show = "decided" if request.GET.get("show") == "decided" else "waiting"
    if show == "decided":
        decided = approvals_seen_by(actor).filter(decided_at__isnull=False)
        page = cursor_page(decided, request, order=("-decided_at", "-id"), size=30)
    else:
        page = cursor_page(approvals_waiting_for(actor), request, order=("asked_at", "id"), size=20)
    reach = within_reach(actor, page.rows) if show == "waiting" else set()
    earlier = _earlier(page.rows) if show == "waiting" else {}
    named = suspected(row.award.customer_id for row in page.rows) if actor.may("abuse.read") else set()
    states = budgets_seen_by(actor)
    budgets = {
        (one.budget.unit_id, one.budget.currency): row for one, row in zip(states, shown_budgets(states), strict=True)
    }
    rows = [
        {
            "approval": approval,
            "one": Shown(approval.award),
            "within": approval.id in reach,
            "earlier": earlier.get(approval.award_id, []),
            "suspected": approval.award.customer_id in named,
            "budget": budgets.get((approval.award.unit_id, approval.award.currency)),
            "form": DecisionForm(auto_id=f"d{approval.id.hex}_%s"),
        }
        for approval in page.rows
    ]
    context = {
        "page": page,
        "rows": rows,
        "show": show,
        "budgets": list(budgets.values()),
        "deputies": shown_deputies(deputies_seen_by(actor)[:DEPUTIES_SHOWN], actor),
        "deputy_form": DeputyForm(people=possible_deputies(actor), actor=actor, auto_id="deputy_%s"),
    }
    return render(request, "compensation/approvals.html", context)


@needs("compensation.approve")
@require_POST
def decision(request: HttpRequest, id: UUID) -> HttpResponse:
    """Grant or refuse."""
    actor = actor_of(request)
    approval = approval_for(actor, id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        granted = form.cleaned_data["granted"]
        done = _("Decided. Everything stands in the case.") if granted else _("Refused. The reason stands in the case.")
        tried(request, lambda: actions.decide(approval.id, granted, form.cleaned_data["reason"], by=actor), done)
    else:
        notices.error(request, _("Choose to grant or to refuse."))
    return redirect("compensation:approvals")


def _earlier(approvals: list[Any]) -> dict[UUID, list[Shown]]:
    """What each customer was given before, the newest first, in one statement for the page."""
    by_customer: dict[UUID, list[Award]] = defaultdict(list)
    for award in awards_of_customer({approval.award.customer_id for approval in approvals}):
        by_customer[award.customer_id].append(award)
    return {
        approval.award_id: shown_all(
            [one for one in by_customer[approval.award.customer_id] if one.id != approval.award_id][:EARLIER_SHOWN]
        )
        for approval in approvals
    }


@needs("compensation.approve")
@require_POST
def deputies(request: HttpRequest) -> HttpResponse:
    """Let somebody decide in one's name for some days."""
    actor = actor_of(request)
    form = DeputyForm(request.POST, people=possible_deputies(actor), actor=actor)
    if form.is_valid():
        person, deputy, (from_at, until_at) = form.cleaned_data["person"], form.cleaned_data["deputy"], form.times()
        tried(
            request,
            lambda: actions.name_deputy(UUID(person), UUID(deputy), from_at, until_at, by=actor),
            _("Named. What they decide in this name is written down."),
        )
    else:
        notices.error(request, _("Choose somebody, and the first and last day."))
    return redirect("compensation:approvals")


@needs("compensation.approve")
@require_POST
def deputy_end(request: HttpRequest, id: UUID) -> HttpResponse:
    """End a deputy's time."""
    actor = actor_of(request)
    found = deputy_for(actor, id)
    tried(request, lambda: actions.end_deputy(found.id, by=actor), _("Ended."))
    return redirect("compensation:approvals")
