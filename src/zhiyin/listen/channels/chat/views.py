"""The customer's side of the chat: its page, its script, what was said, and files."""

from __future__ import annotations

import json
from functools import cache
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from zhiyin.face.access import public
from zhiyin.face.safety import let_frame
from zhiyin.listen.channels.admitting import IN, FileRules
from zhiyin.listen.channels.chat.log import file_in
from zhiyin.listen.channels.chat.showing import FILE_SALT, chat_of, happened, shown, state_words
from zhiyin.listen.channels.chat.visitor import new_visitor, token_of, visitor_of
from zhiyin.listen.channels.serving import SHOW, SMALL, checked, given

_A_DAY = 24 * 3600


@public
@require_safe
@never_cache
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The chat as a page; the widget shows the same page in a frame."""
    channel = chat_of(request, key)
    known = visitor_of(request, channel)
    visitor = known or new_visitor()
    response = render(
        request,
        "channels/chat.html",
        {
            "visitor_token": token_of(visitor, channel),
            "client_id": new_visitor().hex,
            "framed": "frame" in request.GET,
            "vouched": "known" in request.GET and bool(channel.secret("identity_secret")),
            "greeting": channel.settings.get("greeting", ""),
            "title": channel.settings.get("title", "") or channel.name,
            "colour": channel.settings.get("colour", ""),
            "state": state_words(channel, known),
            "largest_file": FileRules(channel, IN).largest("a.jpg"),
            **shown(channel, visitor),
        },
    )
    let_frame(response, channel.settings.get("sites") or [])  # only the sites that the channel names
    return response


@public
@require_GET
@never_cache
def messages(request: HttpRequest, key: str) -> HttpResponse:
    """What happened after the event `since`, as JSON with the messages as a fragment; 204 for nobody we know."""
    channel = chat_of(request, key)
    visitor = visitor_of(request, channel)
    if visitor is None:
        return HttpResponse(status=204)
    return happened(request, channel, visitor)


@public
@require_safe
def widget(request: HttpRequest, key: str) -> HttpResponse:
    """The script that puts the chat on a site, with this channel's colour, side and title in it."""
    channel = chat_of(request, key)
    look = {
        "channel": channel.key,
        "colour": channel.settings.get("colour", ""),
        "side": channel.settings.get("side", ""),
        "title": channel.settings.get("title", ""),
    }
    # JSON is JavaScript but for these: the script is a file of its own, so no tag can end it
    head, _, rest = _script().partition("const look = ")
    script = f"{head}const look = {json.dumps(look)};{rest.partition(';')[2]}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=300)
    return response


@cache
def _script() -> str:
    path = finders.find("channels/widget.js") or settings.STATIC_ROOT / "channels" / "widget.js"
    with open(str(path), encoding="utf-8") as file:
        return file.read()


@public
@require_safe
@checked
def file(request: HttpRequest, key: str, token: str) -> HttpResponseBase:
    """A file of the conversation: the address, signed for a day, is the permission. Only pictures are shown in place,
    small ones with `?small`."""
    channel = chat_of(request, key)
    try:
        id = UUID(signing.loads(token, salt=FILE_SALT, max_age=_A_DAY))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    return given(file_in(channel, id), SMALL if "small" in request.GET else SHOW, seconds=_A_DAY)


@public
@require_safe
def example(request: HttpRequest, key: str) -> HttpResponse:
    """A shop's page with the widget on it, to see how it looks."""
    return render(request, "channels/example.html", {"channel": chat_of(request, key), "origin": settings.PUBLIC_URL})
