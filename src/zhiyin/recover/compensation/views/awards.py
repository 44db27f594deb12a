"""What was given; giving, and taking back."""

from __future__ import annotations

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
from zhiyin.recover.compensation.forms import GiveForm, ReversalForm
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.reads import (
    approvals_waiting_for,
    award_for,
    awards_seen_by,
    proposal_for,
    totals_between,
)
from zhiyin.recover.compensation.showing import Shown, range_in_words, shown_all
from zhiyin.resolve.cases.reads import case_for

TOTALS_DAYS = 30


@needs("award.read")
@require_GET
def awards(request: HttpRequest) -> HttpResponse:
    """What customers were given, newest first."""
    actor = actor_of(request)
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
    actor = actor_of(request)
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
    actor = actor_of(request)
    found = award_for(actor, id)
    form = ReversalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    tried(request, lambda: actions.reverse_award(found.id, reason, by=actor), _("It was taken back."))
    return redirect("compensation:award", id=found.id)


@needs("award.give")
@require_POST
def gifts(request: HttpRequest, number: int) -> HttpResponse:
    """Give the customer of a case something of one's own accord."""
    actor = actor_of(request)
    case = case_for(actor, number)
    form = GiveForm(request.POST)
    if form.is_valid():
        amount, currency = form.worth()
        kind, reason, failure = (form.cleaned_data[name] for name in ("kind", "reason", "failure"))
        because = last_entry_of(case.id)
        try:
            given = actions.give(
                case.id, kind, amount, currency, reason, failure, by=actor, because=because, at=timezone.now()
            )
        except ValidationError as error:
            notices.error(request, " ".join(error.messages))
        else:
            if given.state == Award.State.WAITING:
                why = given.approval.get_why_display()
                notices.warning(request, _("This waits for an approval: %(why)s.") % {"why": why})
            else:
                notices.success(request, _("Given, booked, and told to the customer."))
    else:
        notices.error(request, _("Give an amount above zero, and say what it is for."))
    return redirect("conversations:case", number=case.number)


@needs("award.give")
@require_GET
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """What is proposed for a failure in a case, as the fields of the form that gives it."""
    actor = actor_of(request)
    case = case_for(actor, number)
    asked = GiveForm(request.GET)
    # Whoever changes the failure gets the kind that is proposed for it; whoever changes the kind keeps it.
    kept = request.headers.get("HX-Trigger-Name") == "kind"
    failure, kind = asked.chosen("failure", "goodwill"), asked.chosen("kind", "") if kept else ""
    proposed = proposal_for(actor, case, failure, kind or None)
    form = GiveForm.proposing(proposed, kind, request.path)
    return render(request, "compensation/proposal.html", {"case": case, "form": form, "hint": range_in_words(proposed)})


def tried(request: HttpRequest, deed: Any, done: str) -> None:
    """Do a deed and say that it is done, or what was wrong."""
    try:
        deed()
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, done)


def actor_of(request: HttpRequest) -> Actor:
    """Who looks at the page."""
    return request.actor  # type: ignore[attr-defined, no-any-return]
