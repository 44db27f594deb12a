"""Complaints: the list, one with its line of steps, the form, and the steps taken on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.lib.stats import wilson
from zhiyin.recover.complaints import actions, forms, policy, showing
from zhiyin.recover.complaints.models import Cause, Complaint
from zhiyin.recover.complaints.reads import (
    causes_between,
    complaint_for,
    complaint_of,
    complaints_seen_by,
    files_of_case,
    reports_seen_by,
)
from zhiyin.resolve.cases.reads import case_for, last_question_of

CAUSES_DAYS = 90


@needs("complaint.read")
@require_GET
def complaints(request: HttpRequest) -> HttpResponse:
    """The open complaints, the gravest first; mine; those closed. Danger nobody has answered stands on top."""
    actor = _actor(request)
    show = request.GET.get("show", "open")
    kind = request.GET.get("kind", "")
    found = complaints_seen_by(actor)
    if kind in Complaint.Kind.values:
        found = found.filter(kind=kind)
    if show == "closed":
        closed = found.exclude(state__in=policy.OPEN_STATES)
        page = cursor_page(closed, request, order=("-closed_at", "-id"), size=30)
    else:
        waiting = found.filter(state__in=policy.OPEN_STATES)
        if show == "mine":
            waiting = waiting.filter(owner_id=actor.id)
        page = cursor_page(waiting, request, order=("priority", "opened_at", "id"), size=30)
    now = timezone.now()
    causes = causes_between(now - timedelta(days=CAUSES_DAYS), now, actor)
    total, other = sum(causes.values()), causes.get(policy.OTHER, 0)
    low, high = wilson(other, total)
    context = {
        "page": page,
        "rows": [{"complaint": one, "tone": showing.tone_of(one)} for one in page],
        "show": show if show in ("mine", "closed") else "open",
        "kind": kind,
        "kinds": Complaint.Kind.choices,
        "dangers": list(reports_seen_by(actor).filter(answer=None).order_by("-at", "-id")[:5]),
        "causes": [(Cause.Kind(name).label, causes.get(name, 0)) for name in policy.CAUSE_CLASSES],
        "days": CAUSES_DAYS,
        "other": {"value": other / total if total else None, "low": low, "high": high, "n": total},
        "too_many_others": policy.too_many_others(other, total),
    }
    return render(request, "complaints/list.html", context)


@needs("complaint.read")
@require_GET
def complaint(request: HttpRequest, number: int) -> HttpResponse:
    """One complaint: its steps as a line, what is missing, and the forms of what may follow."""
    actor = _actor(request)
    return _page(request, complaint_for(actor, number))


def _page(request: HttpRequest, found: Complaint, *, form: Any = None, status: int = 200) -> HttpResponse:
    actor = _actor(request)
    following, others = showing.offered(found, actor)
    may = actor.may("complaint.handle") and found.is_open
    context = {
        "complaint": found,
        "tone": showing.tone_of(found),
        "stations": showing.stations(found),
        "steps": showing.steps_of(found),
        "to_do": showing.to_do(found),
        "following": following,
        "others": others,
        "form": form or (showing.intake_form(found) if may else None),
        "form_open": form is not None,
        "evidence": showing.evidence_of(found),
        "cause": getattr(found, "cause", None),
        "solution": found.solutions.order_by("-proposed_at", "-id").first(),
        "clocks": found.statutory_clocks.order_by("due_at"),
        "authority_form": forms.AuthorityForm(auto_id="authority_%s"),
        "may": may,
    }
    return render(request, "complaints/one.html", context, status=status)


@needs("complaint.handle")
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, number: int) -> HttpResponse:
    """Class a case as a complaint: what kind, what happened, what the customer wants."""
    actor = _actor(request)
    case = case_for(actor, number)
    known = complaint_of(case.id)
    if known is not None:
        return redirect("complaints:complaint", number=known.number)
    question = last_question_of(case.id)
    files = files_of_case(case.id)
    if request.method == "POST":
        form = forms.ComplaintForm(request.POST, files=files)
        if form.is_valid():
            told = form.cleaned_data
            try:
                made = actions.open_complaint(
                    case.id,
                    told["kind"],
                    story=told["story"],
                    wish=told["wish"],
                    product=told["product"],
                    happened_on=told["happened_on"],
                    place=told["place"],
                    file_ids=[UUID(id) for id in told.get("pieces", ())],
                    by=actor,
                    because=None,
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notices.success(
                    request, _("Noted as a complaint. You own it unless the case belongs to somebody else.")
                )
                return redirect("complaints:complaint", number=made.number)
    else:
        kind = request.GET.get("kind", "")
        story = question.text if question is not None else ""
        form = forms.ComplaintForm(
            initial={"story": story, "kind": kind if kind in Complaint.Kind.values else None}, files=files
        )
    return render(request, "complaints/intake.html", {"case": case, "form": form}, status=422 if form.errors else 200)


@needs("complaint.handle")
@require_POST
def form(request: HttpRequest, number: int) -> HttpResponse:
    """Fill in or mend the form of a complaint."""
    actor = _actor(request)
    found = complaint_for(actor, number)
    given = showing.intake_form(found, request.POST)
    if not given.is_valid():
        return _page(request, found, form=given, status=422)
    told = dict(given.cleaned_data)
    files, evidence = [UUID(id) for id in told.pop("pieces", ())], told.pop("evidence")
    _tried(
        request,
        lambda: actions.fill_in(found.id, told, file_ids=files, evidence=evidence, by=actor),
        _("The form is saved."),
    )
    return redirect("complaints:complaint", number=number)


@needs("complaint.handle")
@require_POST
def steps(request: HttpRequest, number: int) -> HttpResponse:
    """Take the step that the form names. What is missing is said in words."""
    actor = _actor(request)
    found = complaint_for(actor, number)
    name = request.POST.get("step", "")
    if name not in showing.FORMS:
        raise BadRequest(_("There is no such step."))
    kind = showing.FORMS[name]
    extra = {"files": files_of_case(found.case_id)} if name == policy.INVESTIGATE else {}
    given = kind(request.POST, **extra)
    if not given.is_valid():
        faults = [f"{given.fields[key].label}: {' '.join(map(str, said))}" for key, said in given.errors.items()]
        notices.error(request, " ".join(faults))
        return redirect("complaints:complaint", number=number)
    _tried(request, lambda: _take(found.id, name, given, actor), _("Done. The step stands in the line."))
    return redirect("complaints:complaint", number=number)


def _take(id: UUID, name: str, form: Any, actor: Actor) -> None:
    told = form.cleaned_data
    deeds: dict[str, Callable[[], object]] = {
        policy.ACKNOWLEDGE: lambda: actions.acknowledge(id, by=actor),
        policy.CONFIRM: lambda: actions.confirm(id, told["how"], by=actor),
        policy.ASSESS: lambda: actions.assess(
            id, told["severity"], told["urgency"], told["reason"], vulnerable=told["vulnerable"], by=actor
        ),
        policy.INVESTIGATE: lambda: actions.investigate(
            id,
            told["finding"],
            file_ids=[UUID(one) for one in told.get("pieces", ())],
            evidence=told["evidence"],
            by=actor,
        ),
        policy.FIND_CAUSE: lambda: actions.find_cause(id, told["kind"], form.chain(), by=actor),
        policy.PROPOSE: lambda: actions.propose(id, told["words"], by=actor),
        showing.ANSWER: lambda: actions.answer_solution(id, told["answer"], told["words"], by=actor),
        policy.CLOSE: lambda: actions.close(id, told["letter"], by=actor),
        policy.WITHDRAW: lambda: actions.withdraw(id, told["reason"], by=actor),
        policy.RESUME: lambda: actions.resume(id, told["reason"], by=actor),
    }
    deeds[name]()


@needs("complaint.handle")
@require_POST
def authority(request: HttpRequest, number: int) -> HttpResponse:
    """An authority handed us the complaint: the times of the law begin to run."""
    actor = _actor(request)
    found = complaint_for(actor, number)
    done = _("The times that the law sets run now. Nobody can change or end them.")
    _tried(request, lambda: actions.start_statutory(found.id, request.POST.get("authority", ""), by=actor), done)
    return redirect("complaints:complaint", number=number)


@needs("complaint.handle")
@require_POST
def fulfilment(request: HttpRequest, number: int, id: UUID) -> HttpResponse:
    """What the law asks was done."""
    actor = _actor(request)
    found = complaint_for(actor, number)
    if any(one.id == id for one in found.statutory_clocks.all()):
        _tried(request, lambda: actions.meet_statutory(id, by=actor), _("Noted."))
    return redirect("complaints:complaint", number=number)


def _tried(request: HttpRequest, deed: Callable[[], object], done: str) -> None:
    try:
        deed()
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, done)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
