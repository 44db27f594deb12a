"""The customer's side of the chat: the page, what was said, saying something, saying who one is."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from zhiyin.face.access import public
from zhiyin.face.live import token_for
from zhiyin.face.safety import let_frame
from zhiyin.kernel.people.actor import the_customer
from zhiyin.listen.channels.actions import accept, introduce
from zhiyin.listen.channels.api_posts.reading import incoming_of
from zhiyin.listen.channels.chat.visitor import new_visitor, remember, token_of, visitor_of, writer_of
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.reads import chat_in_use, conversation, said_since

#: characters of one message; messages of one visitor in a minute
LONGEST, MOST_A_MINUTE = 4000, 20
_CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


@public
@require_safe
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The chat as a page; the widget shows the same page in a frame."""
    channel = _chat(key)
    _speak(request)
    visitor = visitor_of(request, channel) or new_visitor()
    token = token_of(visitor, channel)
    response = render(
        request,
        "channels/chat.html",
        {
            "channel": channel,
            "visitor_token": token,
            "client_id": new_visitor(),
            "framed": "frame" in request.GET,
            "greeting": channel.settings.get("greeting", ""),
            **_shown(channel, visitor),
        },
    )
    remember(response, token, channel)
    let_frame(response, channel.settings.get("sites") or [])  # only the sites that the channel names
    return response


@public
@require_GET
@never_cache
def messages(request: HttpRequest, key: str) -> HttpResponse:
    """What was said, as a fragment; 204 when nothing came after the message `last`."""
    channel = _chat(key)
    _speak(request)
    visitor = visitor_of(request, channel)
    if visitor is None:
        return HttpResponse(status=204)
    shown = _shown(channel, visitor)
    last = shown["said"][-1].id if shown["said"] else ""
    if str(last) == request.GET.get("last", ""):
        return HttpResponse(status=204)
    return render(request, "channels/chat_messages.html", {"channel": channel, **shown})


@public
@csrf_exempt  # who writes is proven by the token in the header or the field, never by a cookie
@require_POST
def post(request: HttpRequest, key: str) -> HttpResponse:
    """Say something. The client's id makes a repeated request harmless."""
    channel = _chat(key)
    _speak(request)
    visitor = writer_of(request, channel)
    if visitor is None:
        return _refused(_("This chat has expired. Reload the page and write again."), 403)
    text = request.POST.get("text", "").strip()
    client_id = request.POST.get("client_id", "")
    if not text:
        return _refused(_("Write something first."), 422)
    if len(text) > LONGEST:
        return _refused(_("This is too long. Send it in parts of at most %(n)s characters.") % {"n": LONGEST}, 422)
    if not _CLIENT_ID.fullmatch(client_id):
        return _refused(_("The page is damaged. Reload it and write again."), 422)
    now = timezone.now()
    if said_since(channel, visitor.hex, now - timedelta(minutes=1)) >= MOST_A_MINUTE:
        return _refused(_("That was a lot at once. Wait a minute, then write on."), 429)
    posted = {
        "external_id": f"{visitor.hex}:{client_id}",
        "customer": {"visitor": visitor.hex},
        "text": text,
        "thread": visitor.hex,
        "at": now.isoformat(),
    }
    raw = json.dumps(posted, ensure_ascii=False).encode()
    accept(
        channel, str(posted["external_id"]), raw, lambda: incoming_of(channel, posted), by=the_customer(None), at=now
    )
    if "X-Visitor" not in request.headers:  # a form without our script
        return redirect("channels:chat", key=channel.key)
    return render(request, "channels/chat_messages.html", {"channel": channel, **_shown(channel, visitor)})


@public
@csrf_exempt  # as above
@require_POST
def details(request: HttpRequest, key: str) -> HttpResponse:
    """Say who one is: a name and an address, both optional, nothing proven."""
    channel = _chat(key)
    _speak(request)
    visitor = writer_of(request, channel)
    if visitor is None:
        return _refused(_("This chat has expired. Reload the page and write again."), 403)
    name, email = request.POST.get("name", "").strip(), request.POST.get("email", "").strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return _refused(_("This is no e-mail address. Check it and try again."), 422)
    if name or email:
        introduce(channel, visitor, name=name, email=email, by=the_customer(None, name), because=None)
    if "X-Visitor" not in request.headers:
        return redirect("channels:chat", key=channel.key)
    return JsonResponse({"thanks": _("Thank you. We will get back to you even if you close this page.")})


@public
@require_safe
def example(request: HttpRequest, key: str) -> HttpResponse:
    """A shop's page with the widget on it, to see how it looks."""
    return render(request, "channels/example.html", {"channel": _chat(key), "origin": settings.PUBLIC_URL})


def _chat(key: str) -> Channel:
    channel = chat_in_use(key)
    if channel is None:
        raise Http404
    return channel


def _shown(channel: Channel, visitor: UUID) -> dict[str, Any]:
    said = conversation(channel, visitor.hex)
    customer_id = said[-1].customer_id if said else None
    return {
        "said": said,
        "live": f"{settings.LIVE_URL}/events?token={token_for(the_customer(customer_id))}" if customer_id else "",
    }


def _speak(request: HttpRequest) -> None:
    """The language of the page that the chat stands on, where its script says so."""
    wanted = request.GET.get("lang", "") or request.headers.get("X-Language", "")
    if wanted:
        language = "zh-hans" if wanted.lower().startswith("zh") else "en"
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _refused(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
