"""The page of what came in and could not be read: read it, mend it, run it again, or set it aside. Nothing is deleted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.reads import entries_seen_by
from zhiyin.listen.channels.actions import mend, run_again, set_aside, take_back
from zhiyin.listen.channels.mending import (
    CHARSETS,
    charset_of,
    differences,
    edited,
    fault_of_json,
    is_editable,
    laid_out,
    reason_of,
    text_of,
)
from zhiyin.listen.channels.models import Arrival
from zhiyin.listen.channels.reads import arrival_for, failures_seen_by

#: how many waiting rows one press of a button takes on; the page says so when more are left
AT_ONCE = 200
#: so many of the newest failures are looked at for their reasons
LOOKED_AT = 2_000
#: bytes of a raw arrival that the page shows; the whole can be downloaded
SHOWN = 20_000


@dataclass(slots=True)
class Reason:
    """Failures of one cause."""

    words: str
    count: int
    newest_at: datetime


@needs("channel.read")
@require_GET
def failures(request: HttpRequest) -> HttpResponse:
    """What could not be read, by reason; `?state=aside` what was set aside; `?reason=` those of one reason."""
    actor = _actor(request)
    state = Arrival.State.ASIDE if request.GET.get("state") == "aside" else Arrival.State.FAILED
    found, reason = _light(failures_seen_by(actor, state)), request.GET.get("reason", "")
    reasons, ids = _reasons(found)
    if reason:
        found = found.filter(id__in=ids[reason])
    context = {
        "page": cursor_page(found, request, order=("-arrived_at", "-id")),
        "reasons": reasons,
        "reason": reason,
        "aside": state == Arrival.State.ASIDE,
        "more": sum(one.count for one in reasons) >= LOOKED_AT,
    }
    return render(request, "channels/failures.html", context)


@needs("channel.manage")
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Run again, set aside or take back: the ticked ones, all of a reason, or all."""
    actor, what = _actor(request), request.POST.get("what", "again")
    state = Arrival.State.ASIDE if what == "back" else Arrival.State.FAILED
    found, reason = _light(failures_seen_by(actor, state)), request.POST.get("reason", "")
    if request.POST.get("which") == "ticked":
        found = found.filter(id__in=_ids(request.POST.getlist("id")))
    elif reason:
        found = found.filter(id__in=_reasons(found)[1][reason])
    chosen = list(found[:AT_ONCE])
    if not chosen:
        notices.warning(request, _("Nothing was chosen."))
        return redirect("channels:failures")
    try:
        done = sum(_done(one, what, request.POST.get("why", ""), actor) for one in chosen)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("channels:failures")
    words = {
        "again": ngettext("%(n)s was read and is done.", "%(n)s were read and are done.", done),
        "aside": ngettext("%(n)s was set aside.", "%(n)s were set aside.", done),
        "back": ngettext("%(n)s waits again.", "%(n)s wait again.", done),
    }[what if what in ("aside", "back") else "again"] % {"n": done}
    if done < len(chosen):
        left = len(chosen) - done
        words += " " + ngettext("%(n)s still fails.", "%(n)s still fail.", left) % {"n": left}
    if len(chosen) == AT_ONCE:
        words += " " + _("At most %(n)s are taken on at once; press again for the rest.") % {"n": AT_ONCE}
    (notices.success if done == len(chosen) else notices.warning)(request, words)
    return redirect("channels:failures")


@needs("channel.read")
@require_GET
def failure(request: HttpRequest, id: UUID) -> HttpResponse:
    """One arrival: as it came (`?download` gives the bytes), as mended, and who did what with it."""
    actor = _actor(request)
    actor.require("message.read")
    found = arrival_for(actor, id)
    raw = bytes(found.raw)
    if "download" in request.GET:
        return download(raw, f"{found.id}.{found.channel.provider.raw_suffix}")
    content = bytes(found.mended) if found.mended is not None else raw
    charset = request.GET.get("charset", "")
    charset = charset if charset in CHARSETS else charset_of(content)
    text = text_of(content, charset)
    told = entries_seen_by(actor).filter(subject_id=found.id).order_by("-happened_at")
    context = {
        "arrival": found,
        "text": text if text is None or len(content) <= SHOWN else content[:SHOWN].decode(charset, "replace"),
        "cut": len(content) > SHOWN,
        "charset": charset,
        "charsets": CHARSETS,
        "laid_out": laid_out(content) if len(content) <= SHOWN and found.channel.provider.raw_suffix == "json" else "",
        "editable": text if is_editable(content, text) else None,
        "differences": differences(raw, content) if found.mended is not None else [],
        "entries": [(EVENTS[one.event].sentence, one) for one in told[:50] if one.event in EVENTS],
        "open": found.state in (Arrival.State.FAILED, Arrival.State.ASIDE),
    }
    return render(request, "channels/failure.html", context)


@needs("channel.manage")
@require_POST
def mending(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put an edited text beside the original and run it; with `original` the mending is taken back."""
    actor = _actor(request)
    actor.require("message.read")
    found, charset = arrival_for(actor, id), request.POST.get("charset", "")
    raw = bytes(found.raw)
    if "original" in request.POST:
        mend(found, raw, by=actor)
        notices.success(request, _("The original is read again."))
        return redirect("channels:failure", id=id)
    try:
        content = edited(raw, request.POST.get("text", ""), charset if charset in CHARSETS else "utf-8")
    except UnicodeEncodeError as error:
        words = _("“%(letter)s” cannot be written in this charset.") % {"letter": error.object[error.start]}
        notices.error(request, words)
        return redirect("channels:failure", id=id)
    fault = fault_of_json(content) if found.channel.provider.raw_suffix == "json" else ""
    if fault:
        notices.warning(request, _("It is not valid JSON yet: %(fault)s") % {"fault": fault})
    try:
        mend(found, content, by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("channels:failure", id=id)
    return _again(request, found, actor)


@needs("channel.manage")
@require_POST
def rerun(request: HttpRequest, id: UUID) -> HttpResponse:
    """Try once more to make a message of one arrival."""
    actor = _actor(request)
    return _again(request, arrival_for(actor, id), actor)


def _again(request: HttpRequest, arrival: Arrival, actor: Actor) -> HttpResponse:
    message = run_again(arrival, by=actor)
    if message is not None:
        notices.success(request, _("It was read and is a message now."))
        return redirect("channels:message", id=message.id)
    arrival.refresh_from_db(fields=["state"])
    if arrival.state == Arrival.State.PROCESSED:
        notices.success(request, _("It was read. It says nothing that becomes a message."))
    else:
        notices.error(request, _("It still cannot be read. The reason is noted beside it."))
    return redirect("channels:failure", id=arrival.id)


def _done(arrival: Arrival, what: str, why: str, actor: Actor) -> bool:
    if what == "aside":
        return set_aside(arrival, why, by=actor)
    if what == "back":
        return take_back(arrival, by=actor)
    if run_again(arrival, by=actor) is not None:
        return True
    arrival.refresh_from_db(fields=["state"])
    return arrival.state == Arrival.State.PROCESSED


def _light(arrivals: QuerySet[Arrival]) -> QuerySet[Arrival]:
    return arrivals.defer("raw", "mended")


def _reasons(arrivals: QuerySet[Arrival]) -> tuple[list[Reason], dict[str, list[UUID]]]:
    """The reasons among the newest of these, the most frequent first, and which arrivals have them."""
    found: dict[str, Reason] = {}
    ids: dict[str, list[UUID]] = defaultdict(list)
    for id, failure, at in arrivals.values_list("id", "failure", "arrived_at")[:LOOKED_AT]:
        words = reason_of(failure)
        ids[words].append(id)
        found.setdefault(words, Reason(words, 0, at)).count += 1
    return sorted(found.values(), key=lambda one: -one.count), ids


def _ids(given: list[str]) -> list[UUID]:
    found = []
    for one in given[:AT_ONCE]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def download(raw: bytes, name: str) -> HttpResponse:
    """Bytes as a file, never shown in our own pages' name."""
    return HttpResponse(
        raw,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
