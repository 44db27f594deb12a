"""The customer's own page about their complaint: no sign-in, no script; the signed link is the only authority."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from zhiyin.face.access import public
from zhiyin.kernel.people.actor import Actor, the_customer
from zhiyin.recover.complaints import actions, policy, showing
from zhiyin.recover.complaints.models import Complaint
from zhiyin.recover.complaints.reads import complaint_for_token, external_path
from zhiyin.recover.complaints.wording import language_for

View = Callable[..., HttpResponse]
#: so long after closing the link still shows how it ended
SHOWN_FOR = timedelta(days=90)


def by_link(view: View) -> View:
    """Open the link: the view gets its complaint, in the customer's language; one that opens nothing gets its page."""

    @public
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        found = complaint_for_token(token)
        if found is not None:
            _speak(request, found)
        if found is None:
            response = render(request, "complaints/refused.html", {"old": False}, status=404)
        elif found.closed_at is not None and timezone.now() - found.closed_at > SHOWN_FOR:
            response = render(request, "complaints/refused.html", {"old": True}, status=410)
        else:
            response = view(request, found, token)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


def _speak(request: HttpRequest, complaint: Complaint) -> None:
    """The language that this device was switched to, else that of our letters."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        language = language_for(complaint)
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _by(complaint: Complaint) -> Actor:
    return the_customer(complaint.customer_id, complaint.customer.name)


@by_link
@require_http_methods(["GET", "HEAD"])
def mine(request: HttpRequest, complaint: Complaint, token: str) -> HttpResponse:
    """Where the complaint stands, and what waits for the customer's word."""
    return _page(request, complaint, token)


def _page(request: HttpRequest, complaint: Complaint, token: str, fault: str = "", words: str = "") -> HttpResponse:
    solution = complaint.solutions.exclude(state="taken_back").order_by("-proposed_at", "-id").first()
    context: dict[str, Any] = {
        "complaint": complaint,
        "token": token,
        "stations": showing.stations(complaint),
        "asks_to_confirm": complaint.state == policy.ACKNOWLEDGED and complaint.confirmed_at is None,
        "solution": solution,
        "asks_for_answer": complaint.state == policy.ANSWERED and solution is not None,
        "path": external_path(complaint),
        "fault": fault,
        "words": words,
    }
    return render(request, "complaints/mine.html", context, status=422 if fault else 200)


@by_link
@require_POST
def confirmation(request: HttpRequest, complaint: Complaint, token: str) -> HttpResponse:
    """The customer says that we understood them, or what we got wrong."""
    words, understood = request.POST.get("words", "")[:4000], request.POST.get("understood") == "yes"
    try:
        if complaint.confirmed_at is None or not understood:
            if understood:
                actions.confirm(complaint.id, words, by=_by(complaint))
            else:
                actions.correct(complaint.id, words, by=_by(complaint))
    except ValidationError as error:
        return _page(request, complaint, token, " ".join(error.messages), words)
    return redirect("complaints:mine", token)


@by_link
@require_POST
def answer(request: HttpRequest, complaint: Complaint, token: str) -> HttpResponse:
    """The customer accepts the proposal, wants it changed, or refuses it."""
    given, words = request.POST.get("answer", ""), request.POST.get("words", "")[:4000]
    try:
        solution_id = UUID(request.POST.get("solution", ""))
    except ValueError:
        return _page(request, complaint, token, _("Please choose an answer."), words)
    try:
        actions.answer_solution(complaint.id, given, words, solution_id=solution_id, by=_by(complaint))
    except ValidationError as error:
        return _page(request, complaint, token, " ".join(error.messages), words)
    return redirect("complaints:mine", token)
