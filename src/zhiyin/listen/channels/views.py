"""The channels and how they fare; what failed, what waits; a message and its files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.actions import arm_replies, change_channel, make_channel, run_again
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.forms import ChannelForm, NewChannelForm
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import PROVIDERS
from zhiyin.listen.channels.reads import (
    arrival_for,
    attachment_for,
    channel_for,
    deliveries_of,
    failures_seen_by,
    health_seen_by,
    message_for,
)

#: how many waiting rows one press of a button takes on; the page says so when more are left
AT_ONCE = 200
#: characters of a raw arrival that the page shows; the whole can be downloaded
SHOWN = 20_000


@needs("channel.read")
@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """Every channel with its health."""
    return render(
        request, "channels/channels.html", {"healths": health_seen_by(_actor(request)), "providers": PROVIDERS.values()}
    )


@needs("channel.manage")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a channel of the kind that the address names."""
    kind = request.GET.get("kind", Channel.Kind.EMAIL)
    if kind not in PROVIDERS:
        raise Http404
    actor = _actor(request)
    form = NewChannelForm(request.POST or None, kind=kind, actor=actor)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = make_channel(
                kind,
                values["name"],
                values["unit"].id,
                values.get("address", ""),
                key=values["key"],
                settings=form.settings(),
                by=actor,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("channels:channel", key=made.key)
    return render(
        request,
        "channels/new.html",
        {"form": form, "provider": PROVIDERS[kind], "providers": PROVIDERS.values()},
    )


@needs("channel.read")
@require_http_methods(["GET", "POST"])
def channel(request: HttpRequest, key: str) -> HttpResponse:
    """One channel: how it fares, its settings, how to connect it."""
    actor = _actor(request)
    found = channel_for(actor, key)
    form = ChannelForm(request.POST or None, kind=found.kind, channel=found)
    if request.method == "POST":
        actor.require("channel.manage")
        if form.is_valid():
            values = form.cleaned_data
            try:
                change_channel(
                    found,
                    name=values["name"],
                    address=values.get("address", ""),
                    settings=form.settings(),
                    active=values["active"],
                    by=actor,
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notices.success(request, _("Saved."))
                return redirect("channels:channel", key=key)
    health = next((one for one in health_seen_by(actor) if one.channel.id == found.id), None)
    return render(
        request,
        "channels/channel.html",
        {
            "channel": found,
            "form": form,
            "health": health,
            "may_manage": actor.may("channel.manage"),
            "widget_url": request.build_absolute_uri("/static/channels/widget.js"),
            "api_url": request.build_absolute_uri("/api/v1/channels/messages"),
        },
    )


@needs("channel.manage")
@require_POST
def arming(request: HttpRequest, key: str) -> HttpResponse:
    """Let a channel send, or hold what it would send."""
    actor = _actor(request)
    found = channel_for(actor, key)
    arm_replies(found, request.POST.get("armed") == "yes", by=actor)
    return redirect("channels:channel", key=key)


@needs("channel.read")
@require_GET
def failures(request: HttpRequest) -> HttpResponse:
    """What came in and could not be read, newest first."""
    page = cursor_page(failures_seen_by(_actor(request)).defer("raw"), request, order=("-arrived_at", "-id"))
    return render(request, "channels/failures.html", {"page": page})


@needs("channel.read")
@require_GET
def failure(request: HttpRequest, id: UUID) -> HttpResponse:
    """One arrival as it came: shown, or downloaded with `?download`."""
    actor = _actor(request)
    actor.require("message.read")
    found = arrival_for(actor, id)
    raw = bytes(found.raw)
    if "download" in request.GET:
        return _download(raw, f"{found.id}.{found.channel.provider.raw_suffix}")
    text = raw[:SHOWN].decode("utf-8", "replace")
    return render(request, "channels/failure.html", {"arrival": found, "text": text, "cut": len(raw) > SHOWN})


@needs("channel.manage")
@require_POST
def rerun(request: HttpRequest, id: UUID) -> HttpResponse:
    """Try once more to make a message of one arrival."""
    actor = _actor(request)
    found = run_again(arrival_for(actor, id), by=actor)
    if found is None:
        notices.error(request, _("It still cannot be read. The reason is noted beside it."))
        return redirect("channels:failure", id=id)
    notices.success(request, _("It was read and is a message now."))
    return redirect("channels:message", id=found.id)


@needs("channel.manage")
@require_POST
def rerun_all(request: HttpRequest) -> HttpResponse:
    """Try once more with all that failed."""
    actor = _actor(request)
    waiting = list(failures_seen_by(actor).defer("raw")[:AT_ONCE])
    read = sum(run_again(one, by=actor) is not None for one in waiting)
    words = ngettext("%(n)s was read and is a message now.", "%(n)s were read and are messages now.", read) % {
        "n": read
    }
    (notices.success if read == len(waiting) else notices.warning)(request, words)
    return redirect("channels:failures")


@needs("message.read")
@require_GET
def message(request: HttpRequest, id: UUID) -> HttpResponse:
    """One message with all that is known of it."""
    found = message_for(_actor(request), id)
    return render(
        request,
        "channels/message.html",
        {
            "message": found,
            "delivery": deliveries_of([found.id]).get(found.id),
            "attachments": found.attachments.order_by("id"),
            "stored": found.arrivals.exists(),
        },
    )


@needs("message.read")
@require_GET
def source(request: HttpRequest, id: UUID) -> HttpResponse:
    """The raw arrival behind a message, as a file."""
    found = message_for(_actor(request), id)
    arrival = found.arrivals.first()
    if arrival is None:
        raise Http404
    return _download(bytes(arrival.raw), f"{found.id}.{found.channel.provider.raw_suffix}")


@needs("message.read")
@require_GET
def attachment(request: HttpRequest, id: UUID) -> FileResponse:
    """A file of a message. It is always downloaded, never shown in our own pages' name."""
    found = attachment_for(_actor(request), id)
    path = path_of(found.digest) if found.digest else None
    if path is None or not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )


def _download(raw: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        raw,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
