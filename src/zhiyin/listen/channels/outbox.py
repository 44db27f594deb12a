"""The page of what has not left: held, failed, perhaps sent; and what a person decides about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.actions import mark_sent, release
from zhiyin.listen.channels.models import Delivery
from zhiyin.listen.channels.reads import unarmed_seen_by, waiting_seen_by

#: how many waiting messages one press of a button takes on
AT_ONCE = 200
#: what only a person who looked may send: one by one
_ONE_BY_ONE = (Delivery.Reason.UNSURE, Delivery.Reason.LOOP)


@needs("channel.read")
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """What is held, what failed on its way out, and what nobody knows of; the perhaps sent can be shown alone."""
    actor = _actor(request)
    waiting = waiting_seen_by(actor)
    if (state := request.GET.get("state", "")) in (Delivery.State.UNSURE, Delivery.State.HELD, Delivery.State.FAILED):
        waiting = waiting.filter(state=state)
    else:
        state = ""
    page = cursor_page(waiting, request, order=("-message__at", "-id"))
    states = [("", _("All"))] + [(one, one.label) for one in Delivery.WAITING]
    return render(
        request,
        "channels/outbox.html",
        {"page": page, "state": state, "states": states, "unarmed": unarmed_seen_by(actor)},
    )


@needs("channel.manage")
@require_POST
def release_one(request: HttpRequest, id: UUID) -> HttpResponse:
    """Send one waiting message after all."""
    actor = _actor(request)
    delivery = get_object_or_404(waiting_seen_by(actor), id=id)
    if release(delivery, by=actor):
        notices.success(request, _("It is on its way."))
    else:
        notices.error(request, _("This channel's replies are not armed. Arm them first, then release the message."))
    return redirect("channels:outbox")


@needs("channel.manage")
@require_POST
def mark_one_sent(request: HttpRequest, id: UUID) -> HttpResponse:
    """Somebody looked: the message that may have been sent was."""
    actor = _actor(request)
    if mark_sent(get_object_or_404(waiting_seen_by(actor), id=id), by=actor):
        notices.success(request, _("Noted: it was sent."))
    return redirect("channels:outbox")


@needs("channel.manage")
@require_POST
def release_all(request: HttpRequest) -> HttpResponse:
    """Send all that waits in channels that may send, but for what somebody has to look at."""
    actor = _actor(request)
    waiting = waiting_seen_by(actor).filter(message__channel__replies_armed=True).exclude(reason__in=_ONE_BY_ONE)
    sent = sum(release(one, by=actor) for one in waiting.order_by("message__at")[:AT_ONCE])
    notices.success(
        request, ngettext("%(n)s message is on its way.", "%(n)s messages are on their way.", sent) % {"n": sent}
    )
    return redirect("channels:outbox")


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
