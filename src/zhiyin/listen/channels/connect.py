"""Connecting a channel step by step: its address, its provider's checks, a message in, a message out, arming."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.actions import send
from zhiyin.listen.channels.connecting import address_for
from zhiyin.listen.channels.email.consent import consent_of
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.listen.channels.reads import channel_for, messages_seen_by

#: so many of the newest incoming messages are shown on the page
SHOWN = 3


@needs("channel.manage")
@require_GET
def connect(request: HttpRequest, key: str) -> HttpResponse:
    """The steps of one channel. Each asks for what is slow by a request of its own."""
    actor = _actor(request)
    found = channel_for(actor, key)
    steps = [(name, what) for name, (what, _look) in found.provider.steps.looks.items()]
    context = {
        "channel": found,
        "steps": steps,
        "consent": consent_of(found),
        **heard_by(actor, found),
        **how_to_use(request, found),
    }
    return render(request, "channels/connect.html", context)


@needs("channel.manage")
@require_POST
def check(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """One of the provider's checks, run now: some ask the other side, some tell it our address."""
    found = channel_for(_actor(request), key)
    if step not in found.provider.steps.looks:
        raise Http404
    return render(request, "channels/checks.html", {"steps": found.provider.steps.run(step, found)})


@needs("channel.manage")
@require_GET
def heard(request: HttpRequest, key: str) -> HttpResponse:
    """What came in by this channel last."""
    actor = _actor(request)
    found = channel_for(actor, key)
    return render(request, "channels/heard.html", {"channel": found, **heard_by(actor, found)})


@needs("channel.manage")
@require_POST
def test_message(request: HttpRequest, key: str, id: UUID) -> HttpResponse:
    """Answer one incoming message of this channel with a test, the way every reply goes."""
    actor = _actor(request)
    actor.require("message.write")
    found = channel_for(actor, key)
    answered = get_object_or_404(messages_seen_by(actor), id=id, channel=found, direction=Message.Direction.IN)
    try:
        sent = send(
            customer_id=answered.customer_id,
            channel_id=found.id,
            text=_("This is a test: your message arrived, and so did this answer."),
            answers_id=answered.id,
            person_id=actor.id if actor.kind == "person" else None,
            by=actor,
            because=None,
        )
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("channels:connect", key=key)
    return redirect("channels:message", id=sent.id)


def heard_by(actor: Actor, channel: Channel) -> dict[str, Any]:
    """The newest incoming messages of this channel that the actor may read, and how many of its arrivals failed (at most
    a hundred are counted)."""
    newest = messages_seen_by(actor).filter(channel=channel, direction=Message.Direction.IN).order_by("-at")
    return {
        "newest": newest.select_related("customer")[:SHOWN],
        "failed": channel.arrivals.filter(state="failed")[:100].count(),
        "may_write": actor.may("message.write"),
    }


def how_to_use(request: HttpRequest, channel: Channel) -> dict[str, str]:
    """The addresses that the other side of this channel is given."""
    return {
        "widget_url": request.build_absolute_uri(f"/chat/{channel.key}/widget.js"),
        "api_url": request.build_absolute_uri("/api/v1/channels/messages"),
        "address": address_for(channel) if channel.provider.take is not None else "",
    }


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
