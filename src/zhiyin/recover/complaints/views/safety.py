"""Reports of danger: which wait, one with its seals, taking it on; and the list of words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.complaints import actions, forms
from zhiyin.recover.complaints.danger import words_in_force
from zhiyin.recover.complaints.reads import complaint_of, message_of_report, report_for, reports_seen_by
from zhiyin.recover.complaints.seals import broken_seals


@needs("complaint.read")
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of danger, newest first; or only those that nobody has taken on."""
    actor = _actor(request)
    waiting = request.GET.get("show") != "all"
    found = reports_seen_by(actor)
    found = found.filter(answer=None) if waiting else found
    page = cursor_page(found, request, order=("-at", "-id"), size=30)
    return render(request, "complaints/reports.html", {"page": page, "waiting": waiting})


@needs("complaint.read")
@require_GET
def report(request: HttpRequest, id: UUID) -> HttpResponse:
    """One report: what was said, its seals and whether they hold, who was called, who took it on."""
    actor = _actor(request)
    found = report_for(actor, id)
    seals = list(found.seals.order_by("at", "id"))
    broken = {one.id for one in broken_seals(found, seals)}
    answer = getattr(found, "answer", None)
    context = {
        "report": found,
        "message": message_of_report(actor, found),
        "complaint": complaint_of(found.case_id) if found.case_id else None,
        "seals": [{"seal": one, "holds": one.id not in broken} for one in seals],
        "alarms": found.alarms.select_related("person").order_by("asked_at", "id"),
        "answer": answer,
        "form": forms.SafetyAnswerForm() if answer is None and actor.may("safety.answer") else None,
    }
    return render(request, "complaints/report.html", context)


@needs("safety.answer")
@require_POST
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a report on."""
    actor = _actor(request)
    found = report_for(actor, id)
    form = forms.SafetyAnswerForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Say whether it is a danger, and what you did at once."))
        return redirect("complaints:report", id=id)
    try:
        actions.answer_report(found.id, form.cleaned_data["danger"], form.cleaned_data["words"], by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, _("Noted: you have taken it on."))
    return redirect("complaints:report", id=id)


@needs("safety.words")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The list of words of danger."""
    actor = _actor(request)
    listed = words_in_force()
    form = forms.WordsForm(
        request.POST if request.method == "POST" else None,
        initial={"words": listed.words, "exceptions": listed.exceptions},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.change_words(told["words"], told["exceptions"], told["note"], by=actor)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            notices.success(request, _("The list is in force."))
            return redirect("complaints:words")
    context = {"form": form, "version": listed.version}
    return render(request, "complaints/words.html", context, status=422 if form.errors else 200)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
