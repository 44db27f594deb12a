"""What was given, what waits for a decision, and the decision."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.ledger.reads import transactions_about
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.compensation import actions, wording
from zhiyin.recover.compensation.forms import DecisionForm, GiveForm, ReversalForm
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.reads import (
    approval_for,
    approvals_seen_by,
    approvals_waiting_for,
    award_for,
    awards_of_customer,
    awards_seen_by,
    totals_between,
    within_reach,
)
from zhiyin.recover.compensation.showing import Shown, shown_all
from zhiyin.resolve.cases.reads import case_for

TOTALS_DAYS = 30
EARLIER_SHOWN = 3


@needs("award.read")
@require_GET
def awards(request: HttpRequest) -> HttpResponse:
    """What customers were given, newest first."""
    actor = _actor(request)
    state = request.GET.get("state", "")
    found = awards_seen_by(actor)
    if state in Award.State.values:
        found = found.filter(state=state)
    page = cursor_page(found, request, order=("-made_at", "-id"), size=30)
    now = timezone.now()
    totals = [
        (n, wording.worth("", total, currency))
        for currency, n, total in totals_between(now - timedelta(days=TOTALS_DAYS), now, actor)
    ]
    context = {
        "page": page,
        "awards": shown_all(page),
        "state": state,
        "states": Award.State.choices,
        "totals": totals,
        "days": TOTALS_DAYS,
        "waiting": len(approvals_waiting_for(actor)[:100]),
    }
    return render(request, "compensation/awards.html", context)


@needs("award.read")
@require_GET
def award(request: HttpRequest, id: UUID) -> HttpResponse:
    """One award with everything that belongs to it."""
    actor = _actor(request)
    found = award_for(actor, id)
    context = {
        "one": Shown(found),
        "award": found,
        "apologies": found.apologies.order_by("at"),
        "bookings": transactions_about(found.id),
        "reversal": getattr(found, "reversal", None),
        "may_reverse": actor.may("award.reverse") and found.state == Award.State.GRANTED,
        "reversal_form": ReversalForm(),
    }
    return render(request, "compensation/award.html", context)


@needs("award.reverse")
@require_POST
def reversal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take an award back."""
    actor = _actor(request)
    found = award_for(actor, id)
    form = ReversalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    _tried(request, lambda: actions.reverse_award(found.id, reason, by=actor), _("It was taken back."))
    return redirect("compensation:award", id=found.id)


@needs("award.give")
@require_POST
def gifts(request: HttpRequest, number: int) -> HttpResponse:
    """Give the customer of a case something of one's own accord."""
    actor = _actor(request)
    case = case_for(actor, number)
    form = GiveForm(request.POST)
    if form.is_valid():
        amount, currency = form.worth()
        kind, reason = form.cleaned_data["kind"], form.cleaned_data["reason"]
        try:
            given = actions.give(
                case.id, kind, amount, currency, reason, by=actor, because=last_entry_of(case.id), at=timezone.now()
            )
        except ValidationError as error:
            notices.error(request, " ".join(error.messages))
        else:
            if given.state == Award.State.WAITING:
                notices.warning(request, _("This goes beyond your authority and waits for an approval."))
            else:
                notices.success(request, _("Given, booked, and told to the customer."))
    else:
        notices.error(request, _("Give an amount above zero, and say what it is for."))
    return redirect("conversations:case", number=case.number)


@needs("compensation.approve")
@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, longest first; and what was decided."""
    actor = _actor(request)
    show = "decided" if request.GET.get("show") == "decided" else "waiting"
    if show == "decided":
        decided = approvals_seen_by(actor).filter(decided_at__isnull=False)
        page = cursor_page(decided, request, order=("-decided_at", "-id"), size=30)
    else:
        page = cursor_page(approvals_waiting_for(actor), request, order=("asked_at", "id"), size=20)
    reach = within_reach(actor, page.rows) if show == "waiting" else set()
    earlier = _earlier(page.rows) if show == "waiting" else {}
    rows = [
        {
            "approval": approval,
            "one": Shown(approval.award),
            "within": approval.id in reach,
            "earlier": earlier.get(approval.award_id, []),
            "form": DecisionForm(auto_id=f"d{approval.id.hex}_%s"),
        }
        for approval in page.rows
    ]
    return render(request, "compensation/approvals.html", {"page": page, "rows": rows, "show": show})


@needs("compensation.approve")
@require_POST
def decision(request: HttpRequest, id: UUID) -> HttpResponse:
    """Grant or refuse."""
    actor = _actor(request)
    approval = approval_for(actor, id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        granted = form.cleaned_data["granted"]
        done = (
            _("Granted, booked, and told to the customer.") if granted else _("Refused. The reason stands in the case.")
        )
        _tried(request, lambda: actions.decide(approval.id, granted, form.cleaned_data["reason"], by=actor), done)
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


def _tried(request: HttpRequest, deed: Any, done: str) -> None:
    try:
        deed()
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, done)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
