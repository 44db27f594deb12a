"""What the chat's views share: the channel, the language, and what a visitor may see of what was said."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from zhiyin.face import wording
from zhiyin.face.live import token_for_customers
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.listen.channels.chat.log import Told, told_since, writer_in
from zhiyin.listen.channels.chat.visitor import Visitor
from zhiyin.listen.channels.chat.waiting import hours_of, place_of, wait_at
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.listen.channels.reads import chat_in_use

FILE_SALT = "channels.chat.file"


def chat_of(request: HttpRequest, key: str) -> Channel:
    """The chat with this key, and the language of the page that it stands on, where its script says so."""
    channel = chat_in_use(key)
    if channel is None:
        raise Http404
    wanted = request.GET.get("lang", "") or request.headers.get("X-Language", "")
    if wanted:
        language = "zh-hans" if wanted.lower().startswith("zh") else "en"
        translation.activate(language)
        request.LANGUAGE_CODE = language
    return channel


def shown(channel: Channel, visitor: Visitor, since: str = "") -> dict[str, Any]:
    """What this visitor sees that happened after the event `since`, all if blank, and where to hear more."""
    told = told_since(channel, visitor.hex, since)
    return {
        "channel": channel,
        "told": told,
        "said": [_Said(one) for one in told.said],
        "live": _live(channel, visitor, told),
    }


class _Said:
    """One message as its page shows it: its files have addresses that are good for a day."""

    def __init__(self, message: Message) -> None:
        self.message = message
        here = timezone.localtime(message.at)
        # a clock time stays true while the page stands open; "just now" would not
        self.clock = date_format(here, "H:i" if here.date() == timezone.localdate() else "SHORT_DATETIME_FORMAT")
        self.client_id = message.external_id.partition(":")[2] if message.direction == "in" else ""
        self.files = [
            {
                "name": one.name,
                "size": one.size,
                "left_out": one.left_out,
                "picture": one.is_picture,
                "token": signing.dumps(one.id.hex, salt=FILE_SALT) if one.digest else "",
            }
            for one in message.attachments.all()
        ]


def happened(request: HttpRequest, channel: Channel, visitor: Visitor) -> JsonResponse:
    """The answer to our script: what came after the event that it names."""
    since = request.POST.get("since", "") or request.GET.get("since", "")
    found = shown(channel, visitor, since)
    told: Told = found["told"]
    return JsonResponse(
        {
            "html": render_to_string("channels/chat_messages.html", found, request),
            "last": told.last,
            "live": found["live"],
            "seen": told.seen,
            "state": state_words(channel, visitor),
        }
    )


def state_words(channel: Channel, visitor: Visitor | None) -> dict[str, Any]:
    """Whether anybody is there, and how long it takes: what is measured and known, else nothing."""
    now = timezone.now()
    hours = hours_of(channel, now)
    place = place_of(channel, visitor.hex) if visitor is not None else None
    wait = wait_at(channel, now) if hours.open else None
    return {
        "open": hours.open,
        "opens": wording.moment(hours.opens_at, now) if hours.opens_at else "",
        "words": render_to_string(
            "channels/chat_state.html", {"hours": hours, "now": now, "wait": wait, "place": place}
        ).strip(),
    }


def refused(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _live(channel: Channel, visitor: Visitor, told: Told) -> str:
    """Where this visitor hears at once that something happened: blank before they have said anything."""
    writer = told.said[-1].customer if told.said else writer_in(channel, visitor.hex)
    return f"{settings.LIVE_URL}/events?token={token_for_customers(whole_ids(writer))}" if writer is not None else ""
