"""The channels and how they fare; a message and its files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.actions import arm_replies, change_channel, make_channel
from zhiyin.listen.channels.connect import how_to_use
from zhiyin.listen.channels.failures import download
from zhiyin.listen.channels.forms import ChannelForm, NewChannelForm
from zhiyin.listen.channels.health import health_seen_by
from zhiyin.listen.channels.provider import PROVIDERS
from zhiyin.listen.channels.reads import (
    channel_for,
    deliveries_of,
    message_for,
)


@needs("channel.read")
@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """Every channel with its health; htmx asks for the table alone."""
    template = "channels/health_table.html" if request.headers.get("HX-Request") else "channels/channels.html"
    return render(request, template, {"healths": health_seen_by(_actor(request))})


@needs("channel.manage")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a kind of channel; then open one of the kind that the address names, and go on to connect it."""
    kind = request.GET.get("kind")
    if kind is None:
        return render(request, "channels/kinds.html", {"providers": PROVIDERS.values()})
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
            return redirect("channels:connect", key=made.key)
    return render(request, "channels/new.html", {"form": form, "provider": PROVIDERS[kind]})


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
    return render(
        request,
        "channels/channel.html",
        {
            "channel": found,
            "form": form,
            "health": next(iter(health_seen_by(actor, key)), None),
            "may_manage": actor.may("channel.manage"),
            **how_to_use(request, found),
        },
    )


@needs("channel.manage")
@require_POST
def arming(request: HttpRequest, key: str) -> HttpResponse:
    """Let a channel send, or hold what it would send."""
    actor = _actor(request)
    found = channel_for(actor, key)
    arm_replies(found, request.POST.get("armed") == "yes", by=actor)
    return redirect("channels:connect" if "connect" in request.POST else "channels:channel", key=key)


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
    return download(bytes(arrival.raw), f"{found.id}.{found.channel.provider.raw_suffix}")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
