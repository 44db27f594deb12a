"""A message that was pulled, as a message of ours. Events and what WeCom's own staff wrote say nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.incoming import Incoming, Part
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Heard, Nothing, Report
from zhiyin.listen.channels.wecom.asking import corp_of
from zhiyin.listen.channels.wecom.refusals import FAILED

#: name and type that a file has until it is fetched
_FILES = {
    "image": ("image.jpg", "image/jpeg"),
    "voice": ("voice.amr", "audio/amr"),
    "video": ("video.mp4", "video/mp4"),
    "file": ("file", "application/octet-stream"),
}
#: `origin` of what a customer wrote, and of an event
_CUSTOMER, _EVENT = 3, 4


def address_begins(channel: Channel) -> str:
    """An external_userid is good for one company, so identities carry it: `ww…:wm…`."""
    return f"{corp_of(channel)}:"


def read(arrival: Arrival) -> Heard:
    """What was pulled; raises `ValueError` or `KeyError` for what is no message."""
    if arrival.external_id.startswith("address checked"):
        return Nothing("WeCom checked our address")
    told = json.loads(bytes(arrival.raw))
    if told["msgtype"] == "event":
        return _event(told["event"], _time(told, arrival.arrived_at))
    if told.get("origin") != _CUSTOMER:
        return Nothing("somebody of the company wrote in WeCom itself")
    address = address_begins(arrival.channel) + told["external_userid"]
    text, parts = text_of(told), _parts(told)
    return Incoming(
        external_id=arrival.external_id,
        identity_kind="wechat",
        identity=address,
        proven_how="wecom",
        author_address=address,
        text=clean(text),
        subject=parts[0].name if parts and not text else "",  # so that a case of a picture alone has a name
        at=_time(told, arrival.arrived_at),
        thread=thread_of(told["open_kfid"], told["external_userid"]),
        parts=tuple(parts),
    )


def thread_of(account: str, customer: str) -> str:
    """What a customer writes to one customer service account is one conversation."""
    return f"{account} {customer}"[:200]


def text_of(told: Mapping[str, Any]) -> str:
    """What the customer said in words; blank when it was a file alone."""
    kind = told["msgtype"]
    inside = told.get(kind) or {}
    match kind:
        case "text":
            return str(inside["content"])
        case "image" | "voice" | "video" | "file":
            return ""
        case "location":
            where = f"geo:{inside.get('latitude', '')},{inside.get('longitude', '')}"
            return _lines(inside.get("name"), inside.get("address"), where)
        case "link":
            return _lines(inside.get("title"), inside.get("desc"), inside.get("url"))
        case "miniprogram":
            return _lines(f"[{kind}]", inside.get("title"))
        case _:
            return f"[{kind}]"


def message_name(message_id: UUID, part: int) -> str:
    """What a part of our message is called at WeCom: at most 32 letters, digits, - and _."""
    return f"{base64.urlsafe_b64encode(message_id.bytes).rstrip(b'=').decode()}-{part}"


def _event(event: Mapping[str, Any], at: datetime) -> Heard:
    kind = event["event_type"]
    if kind == "msg_send_fail":
        words = FAILED.get(int(event.get("fail_type", 0))) or _("WeCom says only that it did not arrive.")
        return Report("failed", at, _named(str(event["fail_msgid"])), str(event["fail_msgid"]), str(words))
    if kind == "enter_session":
        return Nothing(f"somebody entered by {event.get('scene') or '?'} {event.get('scene_param', '')}".strip())
    return Nothing(f"event {kind}")


def _named(name: str) -> UUID | None:
    """The message of ours that WeCom calls so; None when the name is not ours."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(name[:22] + "=="))
    except (binascii.Error, ValueError):
        return None


def _parts(told: Mapping[str, Any]) -> list[Part]:
    name, content_type = _FILES.get(told["msgtype"], ("", ""))
    return [Part(name, content_type, 0, None, source=told[told["msgtype"]]["media_id"])] if name else []


def _lines(*lines: Any) -> str:
    return "\n".join(str(one) for one in lines if one)


def _time(told: Mapping[str, Any], arrived_at: datetime) -> datetime:
    at = told.get("send_time")
    return min(datetime.fromtimestamp(at, UTC), arrived_at) if isinstance(at, int) and 0 < at < 10**11 else arrived_at
