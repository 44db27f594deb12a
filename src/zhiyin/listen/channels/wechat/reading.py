"""A stored push as a message. Events say nothing, save a pressed menu key that the channel has words for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.incoming import Incoming, Part
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Heard, Nothing
from zhiyin.listen.channels.wechat.envelope import fields_of

#: name and type that a file has until it is fetched
_FILES = {
    "image": ("image.jpg", "image/jpeg"),
    "voice": ("voice.amr", "audio/amr"),
    "video": ("video.mp4", "video/mp4"),
    "shortvideo": ("video.mp4", "video/mp4"),
}


def address_begins(channel: Channel) -> str:
    """An openid is good for one account only, so identities carry the account: `wx…:o6_bm…`."""
    return f"{channel.settings.get('app_id', '')}:"


def read(arrival: Arrival) -> Heard:
    """The message of a push; raises `ValueError` for what is no push."""
    if arrival.external_id.startswith("address checked"):
        return Nothing("WeChat checked our address")
    push = fields_of(bytes(arrival.raw))
    text = text_of(push, arrival.channel.settings.get("menu_words", {}))
    if text is None:
        return Nothing(f"event {push.get('Event', '')} {push.get('EventKey', '')}".strip())
    writer = push.get("FromUserName", "")
    if not writer:
        raise ValueError("the push names no writer")
    address = address_begins(arrival.channel) + writer
    parts = _parts(push)
    return Incoming(
        external_id=arrival.external_id,
        identity_kind="wechat",
        identity=address,
        proven_how="wechat",
        author_address=address,
        text=clean(text),
        subject=parts[0].name if parts and not text else "",  # so that a case of a picture alone has a name
        at=_time(push, arrival.arrived_at),
        thread=writer,
        parts=tuple(parts),
    )


def text_of(push: Mapping[str, str], menu_words: Mapping[str, str]) -> str | None:
    """What the customer said in words; blank when it was a file alone, None when it was nothing to answer."""
    match push.get("MsgType", ""):
        case "event":
            pressed = push.get("Event", "").upper() == "CLICK"
            return menu_words.get(push.get("EventKey", "")) if pressed else None
        case "text":
            return push.get("Content", "")
        case "voice":
            return push.get("Recognition", "")
        case "image" | "video" | "shortvideo":
            return ""
        case "location":
            where = f"geo:{push.get('Location_X', '')},{push.get('Location_Y', '')}"
            return "\n".join(filter(None, (push.get("Label", ""), where)))
        case "link":
            return "\n".join(filter(None, (push.get(one, "") for one in ("Title", "Description", "Url"))))
        case "":
            raise ValueError("the push names no kind of message")
        case other:
            return f"[{other}]"


def _parts(push: Mapping[str, str]) -> list[Part]:
    name, content_type = _FILES.get(push.get("MsgType", ""), ("", ""))
    if not name:
        return []
    if push.get("MsgType") == "voice" and push.get("Format"):
        name = f"voice.{push['Format'].lower()[:8]}"
    return [Part(name, content_type, 0, None, source=push.get("MediaId", ""))]


def _time(push: Mapping[str, str], arrived_at: datetime) -> datetime | None:
    at = push.get("CreateTime", "")
    if not at.isdecimal() or len(at) > 11:
        return None
    return min(datetime.fromtimestamp(int(at), UTC), arrived_at)
