"""The desk: one template; htmx asks for its named parts, which the header HX-Target tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from zhiyin.face.access import needs
from zhiyin.face.slots import cells_for
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.reads import takes_files
from zhiyin.resolve.cases.models import Case, Closure
from zhiyin.resolve.cases.policy import may_resume
from zhiyin.resolve.cases.reads import case_for
from zhiyin.resolve.conversations import inbox as views
from zhiyin.resolve.conversations.forms import PriorityForm
from zhiyin.resolve.conversations.models import Draft
from zhiyin.resolve.conversations.reads import drafts_around
from zhiyin.resolve.conversations.talk import Item, talk_of

#: where the answer to a part's request is drawn
PARTS = {
    "views": "conversations/desk/views.html",
    "news": "conversations/desk/news.html",
    "list": "conversations/desk/list.html",
    "more": "conversations/desk/rows.html",
    "work": "conversations/desk/work.html",
    "talk": "conversations/desk/talk_alone.html",
    "context": "conversations/desk/panels.html",
}


@needs("case.read")
def inbox(request: HttpRequest) -> HttpResponse:
    """The inbox: views with their counters, and the cases of one of them."""
    part = part_of(request)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if part == "news":
        return _news(request, actor)
    context = list_context(request)
    if part == "views":
        return _draw(request, PARTS["views"], context)
    return _draw(request, PARTS.get(part, "conversations/desk.html"), context)


@needs("case.read")
def case(request: HttpRequest, number: int) -> HttpResponse:
    """A case at the desk: its conversation, and what belongs to it; beside them the list it was opened from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    part = part_of(request)
    found = case_for(actor, number)
    if part == "context":
        return _draw(request, PARTS["context"], {"case": found, "actor": actor})
    if part == f"row-{number}":
        return _row(request, actor, found)
    if part == "talk":
        return _draw(request, PARTS["talk"], talk_context(request, found) | {"view": asked_view(request)})
    context = case_context(request, found)
    if part == "work":
        return _draw(request, PARTS["work"], context | {"view": asked_view(request)})
    return _draw(request, "conversations/desk.html", context | list_context(request))


def part_of(request: HttpRequest) -> str:
    """Which part of the page htmx asks for; "" for the whole page."""
    if not request.htmx or request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return ""
    return request.htmx.target or ""  # type: ignore[attr-defined]


def asked_view(request: HttpRequest) -> str:
    """The view that the page's address names, if it names one."""
    asked = request.POST.get("view") or request.GET.get("view", "")
    return asked if asked in views.VIEWS else ""


def list_context(request: HttpRequest) -> dict[str, Any]:
    """The list: the views with their counters, and one page of the chosen one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    counts = views.counters(actor)
    view = views.view_for(asked_view(request), counts)
    if part_of(request) == "views":
        return {"counted_views": _counted(counts), "chosen_view": view, "view": view.key}
    page = views.page_of(view, actor, request)
    return {
        "counted_views": _counted(counts),
        "chosen_view": view,
        "view": view.key,
        "page": page,
        "cells": cells_for("inbox.row", actor, page.rows),
        "drawn_at": timezone.now().isoformat(),
    }


def _counted(counts: dict[str, int]) -> list[tuple[views.View, str]]:
    return [(one, _shown(counts[key]) if key in counts else "") for key, one in views.VIEWS.items()]


def _shown(count: int) -> str:
    return str(count) if count <= views.COUNTED else f"{views.COUNTED}+"


def case_context(request: HttpRequest, found: Case) -> dict[str, Any]:
    """A case whole: its conversation, the composer with what was begun, and the panels' subject."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = talk_context(request, found)
    drafts: list[Draft] = context["drafts"]
    return context | {
        "composer": composer_context(found, [one for one in drafts if one.person_id == actor.id], context["items"]),
    }


def talk_context(request: HttpRequest, found: Case) -> dict[str, Any]:
    """The conversation, its head, and who else is at it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now = timezone.now()
    drafts = drafts_around(found.id, actor, now)
    items = talk_of(actor, found)
    return {
        "case": found,
        "items": items,
        "drafts": drafts,
        "meanwhile": meanwhile(actor, drafts, items, now),
        "statuses": [
            (value, label)
            for value, label in Case.Status.choices
            if value in ("open", "waiting_customer", "waiting_other")
        ],
        "closing_reasons": Closure.Reason.choices,
        "priority_form": PriorityForm(
            initial={"severity": found.severity, "urgency": found.urgency}, auto_id="priority_%s"
        ),
        "resumes": may_resume(found.status, found.resolved_at, now),
        "is_mine": found.assignee_id is not None and found.assignee_id == actor.id,
        "may_write": actor.may("case.write"),
        "may_reply": actor.may("case.reply"),
        "may_assign": actor.may("case.assign"),
        "may_resolve": actor.may("case.resolve"),
        "may_note": actor.may("note.write"),
    }


def composer_context(found: Case, drafts: list[Draft], items: list[Item]) -> dict[str, Any]:
    """What stands in the composer: the person's own drafts, and whom a reply will reach."""
    question = next((one.row for one in reversed(items) if one.kind == "in" and not one.row.automatic), None)
    mine = {one.face: one for one in drafts}
    reply, note = mine.get("reply"), mine.get("note")
    return {
        "reply_text": reply.text if reply else "",
        "note_text": note.text if note else "",
        "face": "note" if note and not reply else "reply",
        # With a draft from before: what its writer had seen then, so that whatever came since is shown before sending.
        "seen": (reply.seen_message_id if reply else None) or found.last_message_id or "",
        "reaches": (question.author_address or question.author_name) if question is not None else "",
        "channel": found.channel,
        "takes_files": takes_files(found.channel),
    }


def meanwhile(actor: Actor, drafts: list[Draft], items: list[Item], now: datetime) -> list[str]:
    """What others do here at this moment: who is writing, and who has answered in the last minutes."""
    told = [
        _("%(name)s is writing a note here.") % {"name": one.person.name}
        if one.face == Draft.Face.NOTE
        else _("%(name)s is writing a reply here.") % {"name": one.person.name}
        for one in drafts
        if one.person_id != actor.id
    ]
    if any(one.person_id == actor.id for one in drafts):
        last = next((item for item in reversed(items) if item.kind in ("in", "out")), None)
        if last is not None and last.kind == "out" and not last.mine and (now - last.at).total_seconds() < 600:
            told.append(_("%(name)s has just replied. Read it before you send.") % {"name": last.row.author_name})
    return told


def _news(request: HttpRequest, actor: Actor) -> HttpResponse:
    view = views.VIEWS.get(asked_view(request))
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
        shown = [int(one) for one in request.GET.getlist("shown")[:500]]
    except ValueError as error:
        raise BadRequest from error
    if view is None or timezone.is_naive(since):
        raise BadRequest
    count = views.news(view, actor, since, shown)
    return _draw(
        request,
        PARTS["news"],
        {"count": count, "more": count == views.NEWS_COUNTED, "view": view.key, "drawn_at": since.isoformat()},
    )


def _row(request: HttpRequest, actor: Actor, found: Case) -> HttpResponse:
    view = views.VIEWS[asked_view(request) or "open"]
    context = {
        "case": found,
        "view": view.key,
        "left": not views.holds(view, actor, found.id),
        "cells": cells_for("inbox.row", actor, [found]),
    }
    return _draw(request, "conversations/desk/row.html", context)


def _draw(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a part or the page. Never kept by a browser: the same address answers with different parts."""
    response = render(request, template, context)
    add_never_cache_headers(response)
    response["Vary"] = "HX-Request, HX-Target, Cookie"
    return response
