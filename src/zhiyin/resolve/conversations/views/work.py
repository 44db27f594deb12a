"""What is done to a case at the desk, each verb a resource: replies, notes, draft, closure, reopening, assignment …

With htmx the answer is the changed parts; without, one is sent back to the case. What the rules refuse is said in words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import holders_of, teams_seen_by
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions import Part
from zhiyin.listen.channels.reads import message as the_message
from zhiyin.listen.channels.reads import parts_taken_back
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import case_for, messages_of
from zhiyin.resolve.conversations import inbox as views
from zhiyin.resolve.conversations.actions import (
    SomeoneWroteMeanwhile,
    reply,
    save_draft,
    take_back,
    undo_closure,
    write_note,
)
from zhiyin.resolve.conversations.forms import PriorityForm
from zhiyin.resolve.conversations.reads import drafts_around
from zhiyin.resolve.conversations.views.desk import asked_view, case_context, meanwhile


@require_POST
@needs("case.reply")
def replies(request: HttpRequest, number: int) -> HttpResponse:
    """Answer the customer; `resolve` resolves the case too, `next` goes on to the next one."""
    actor, case = _whose(request, number)
    text, resolving = request.POST.get("text", ""), "resolve" in request.POST
    if resolving:
        actor.require("case.resolve")
    fault = ""
    following = _next(request, actor, case) if resolving else None
    try:
        reply(
            case.id,
            text,
            resolve=resolving,
            seen_message_id=_seen(request),
            files=_files(request, actor, case),
            by=actor,
            because=None,
        )
    except SomeoneWroteMeanwhile as error:
        save_draft(case.id, "reply", text, seen_message_id=case.last_message_id, by=actor)
        fault = error.messages[0]
    except ValidationError as error:
        fault = " ".join(error.messages)
    if not fault and resolving and following is not None and request.htmx:  # type: ignore[attr-defined]
        return _go_on(request, case, following)
    return _answer(request, actor, case, "conversations/desk/replied.html", fault=fault, text=text if fault else "")


@require_http_methods(["POST", "DELETE"])
@needs("case.reply")
def withdrawal(request: HttpRequest, number: int, id: UUID) -> HttpResponse:
    """Take a reply back that has not left (DELETE, or POST where there is only a form): it is a draft again."""
    actor, case = _whose(request, number)
    if not any(one.id == id for one in messages_of(case)):
        raise Http404
    text, fault = request.POST.get("text", ""), ""
    try:
        take_back(id, text, by=actor)
    except ValidationError as error:
        fault = " ".join(error.messages)
    return _answer(
        request,
        actor,
        case,
        "conversations/desk/replied.html",
        fault=fault,
        text=text if fault else "",
        kept=[] if fault else list(the_message(id).attachments.order_by("id")),
    )


@require_POST
@needs("note.write")
def notes(request: HttpRequest, number: int) -> HttpResponse:
    """Leave a note for colleagues."""
    actor, case = _whose(request, number)
    text, fault = request.POST.get("text", ""), ""
    try:
        write_note(case.id, text, by=actor, because=None)
    except ValidationError as error:
        fault = " ".join(error.messages)
    return _answer(request, actor, case, "conversations/desk/noted.html", fault=fault, text=text if fault else "")


@require_POST
@needs("case.read")
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what someone has begun to write; the answer tells who else is at it."""
    actor, case = _whose(request, number)
    face = request.POST.get("face", "")
    if face not in ("reply", "note"):
        raise BadRequest
    save_draft(case.id, face, request.POST.get("text", ""), seen_message_id=_seen(request), by=actor)
    now = timezone.now()
    told = meanwhile(actor, drafts_around(case.id, actor, now), [], now)
    return render(request, "conversations/desk/meanwhile.html", {"meanwhile": told})


@require_http_methods(["POST", "DELETE"])
@needs("case.resolve")
def closure(request: HttpRequest, number: int) -> HttpResponse:
    """Resolve a case (POST), or take that back as a slip (DELETE, or POST with `undo`)."""
    actor, case = _whose(request, number)
    if request.method == "DELETE" or "undo" in request.POST:
        return _work(request, actor, case, lambda because: undo_closure(case.id, by=actor, because=because))
    following = _next(request, actor, case) if "next" in request.POST else None
    fault = _tried(
        case,
        lambda because: cases.resolve(case.id, request.POST.get("reason", "solved"), by=actor, because=because),
    )
    if not fault and "next" in request.POST:
        if request.htmx:  # type: ignore[attr-defined]
            return _go_on(request, case, following)
        if following is not None:  # a form that our script had not taken up yet goes on as well
            messages.success(request, _("Case #%(number)s is resolved.") % {"number": case.number})
            return redirect(_address(following, asked_view(request)))
    return _answer(request, actor, case, "conversations/desk/worked.html", fault=fault)


@require_POST
@needs("case.write")
def reopening(request: HttpRequest, number: int) -> HttpResponse:
    """Resume a resolved case, saying why."""
    actor, case = _whose(request, number)
    reason = request.POST.get("reason", "")
    return _work(request, actor, case, lambda because: cases.reopen(case.id, reason, by=actor, because=because))


@require_POST
@needs("case.write")
def status(request: HttpRequest, number: int) -> HttpResponse:
    """Say whom an open case waits for."""
    actor, case = _whose(request, number)
    wanted = request.POST.get("status", "")
    return _work(request, actor, case, lambda because: cases.set_status(case.id, wanted, by=actor, because=because))


@require_POST
@needs("case.write")
def priority(request: HttpRequest, number: int) -> HttpResponse:
    """Judge severity and urgency anew, with a reason."""
    actor, case = _whose(request, number)
    form = PriorityForm(request.POST)
    if not form.is_valid():
        return _answer(
            request,
            actor,
            case,
            "conversations/desk/worked.html",
            fault=_("Say why: a change of priority needs a reason."),
        )
    judged = form.cleaned_data
    return _work(
        request,
        actor,
        case,
        lambda because: cases.set_priority(
            case.id,
            judged["severity"],
            judged["urgency"],
            judged["reason"],
            vulnerable=judged["vulnerable"],
            by=actor,
            because=because,
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("case.assign")
def assignment(request: HttpRequest, number: int) -> HttpResponse:
    """Who may have the case (GET); give it to one of them, to a team, or back to the queue (POST)."""
    actor, case = _whose(request, number)
    people = list(holders_of("case.reply", case.unit_id))
    teams = list(teams_seen_by(actor).filter(unit=case.unit_id))
    if request.method == "GET":
        context = {"case": case, "people": people, "teams": teams, "view": asked_view(request)}
        response = render(request, "conversations/assignment.html", context)
        add_never_cache_headers(response)
        return response
    person_id, team_id = _id(request.POST.get("person", "")), _id(request.POST.get("team", ""))
    known = {one.id for one in people} | ({actor.id} if actor.kind == "person" else set())
    if (person_id and person_id not in known) or (team_id and team_id not in {one.id for one in teams}):
        raise BadRequest
    if "team" not in request.POST:
        team_id = case.team_id
    elif "person" not in request.POST:
        person_id = None
    return _work(
        request, actor, case, lambda because: cases.assign(case.id, person_id, team_id, by=actor, because=because)
    )


def _whose(request: HttpRequest, number: int) -> tuple[Actor, Case]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor, case_for(actor, number)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise BadRequest from error


def _files(request: HttpRequest, actor: Actor, case: Case) -> list[Part]:
    """What is to go with a reply: the files of the form, and those of a reply of the writer that was taken back."""
    chosen = [
        Part(one.name or "file", one.content_type or "application/octet-stream", one.size or 0, one.read())
        for one in request.FILES.getlist("files")
    ]
    kept = [id for id in map(_id, request.POST.getlist("kept")) if id is not None]
    return parts_taken_back(kept, case.customer_id, actor) + chosen if kept else chosen


def _seen(request: HttpRequest) -> UUID | None:
    return _id(request.POST.get("seen", ""))


def _because(case: Case) -> Entry | None:
    """The customer's words are why we do something: the chain of because leads back to them."""
    return last_entry_of(case.last_message_id or case.id) or last_entry_of(case.id)


def _tried(case: Case, change: Callable[[Entry | None], Any]) -> str:
    try:
        change(_because(case))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _work(request: HttpRequest, actor: Actor, case: Case, change: Callable[[Entry | None], Any]) -> HttpResponse:
    return _answer(request, actor, case, "conversations/desk/worked.html", fault=_tried(case, change))


def _answer(
    request: HttpRequest,
    actor: Actor,
    case: Case,
    template: str,
    *,
    fault: str = "",
    text: str = "",
    kept: Sequence[Any] = (),
) -> HttpResponse:
    """The changed parts for htmx, which also tells the row and the panels; else back to the case."""
    view = asked_view(request)
    if not request.htmx:  # type: ignore[attr-defined]
        if fault:
            messages.error(request, fault)
        return redirect(_address(case, view))
    case = case_for(actor, case.number)
    context = case_context(request, case) | {"view": view, "fault": fault}
    context["composer"]["kept"] = kept
    if text:
        context["composer"]["reply_text" if template.endswith("replied.html") else "note_text"] = text
        context["composer"]["seen"] = case.last_message_id or ""
    response = render(
        request, template, context, status=422 if fault and template != "conversations/desk/worked.html" else 200
    )
    told: dict[str, Any] = {f"desk:case-{case.id}": {}}
    if fault and template == "conversations/desk/worked.html":
        told["toast"] = {"text": fault, "tone": "late"}
    response["HX-Trigger"] = json.dumps(told)
    return response


def _next(request: HttpRequest, actor: Actor, case: Case) -> Case | None:
    view = asked_view(request)
    return views.next_case(views.VIEWS[view], actor, case) if view else None


def _go_on(request: HttpRequest, case: Case, following: Case | None) -> HttpResponse:
    """On to the next case (or the inbox), with a word about the one that is done and a way to take it back."""
    view = asked_view(request)
    response = HttpResponse(status=200)
    if following is None:
        messages.success(request, _("Case #%(number)s is resolved.") % {"number": case.number})
        response["HX-Redirect"] = f"{reverse('conversations:inbox')}?view={view}"
        return response
    response["HX-Location"] = json.dumps({"path": _address(following, view), "target": "#work", "swap": "outerHTML"})
    response["HX-Trigger"] = json.dumps(
        {
            f"desk:case-{case.id}": {},
            "desk:resolved": {
                "text": _("Case #%(number)s is resolved.") % {"number": case.number},
                "undo": _("Undo"),
                "closure": reverse("conversations:closure", args=[case.number]),
                "address": _address(case, view),
            },
        }
    )
    return response


def _address(case: Case, view: str) -> str:
    address = reverse("conversations:case", args=[case.number])
    return f"{address}?view={view}" if view else address
