"""A stored update as a message. Groups, and what is no message, say nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.incoming import Incoming, Part
from zhiyin.listen.channels.models import Arrival, Message
from zhiyin.listen.channels.provider import Heard, Nothing

#: what a file is called and of which type it is, where Telegram does not say
_FILES = {
    "voice": ("voice.ogg", "audio/ogg"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "video": ("video.mp4", "video/mp4"),
    "video_note": ("video.mp4", "video/mp4"),
    "animation": ("animation.mp4", "video/mp4"),
    "document": ("document", "application/octet-stream"),
}
#: stands before the text of a message that its writer changed
EDITED = "✎ "


def read(arrival: Arrival) -> Heard:
    """The message of an update; raises `ValueError` or `KeyError` for what is no update."""
    update = json.loads(bytes(arrival.raw))
    edited = "edited_message" in update
    said = update.get("edited_message") or update.get("message")
    if said is None:
        int(update["update_id"])
        return Nothing(f"an update without a message: {', '.join(sorted(update))}")
    chat, writer = said["chat"], said.get("from") or {}
    if chat.get("type") != "private" or writer.get("is_bot"):
        return Nothing("a group or a bot wrote")
    text, parts = text_of(said), tuple(_parts(said))
    if text.startswith("/start") or (not text and not parts):
        return Nothing("the bot was started" if text else "nothing was said")
    name = f"{chat['id']}:{said['message_id']}"
    at = datetime.fromtimestamp(int(said.get("edit_date") or said["date"]), UTC)
    return Incoming(
        external_id=f"{name}:edited:{said.get('edit_date')}" if edited else name,
        identity_kind="telegram",
        identity=str(writer.get("id") or chat["id"]),
        proven_how="telegram",
        author_address=str(chat["id"]),
        name=clean(" ".join(filter(None, (writer.get("first_name", ""), writer.get("last_name", ""))))),
        language=str(writer.get("language_code", ""))[:2],
        text=EDITED + clean(text) if edited else clean(text),
        subject=parts[0].name if parts and not text else "",  # so that a case of a picture alone has a name
        at=min(at, arrival.arrived_at),
        thread=str(chat["id"]),
        answers_id=_first_wording(arrival, name) if edited else None,
        parts=() if edited else parts,
    )


def text_of(said: Mapping[str, Any]) -> str:
    """What was said in words: text, caption, place, contact, or a sticker's emoji."""
    if "text" in said or "caption" in said:
        return str(said.get("text") or said.get("caption") or "")
    if place := said.get("venue") or said.get("location"):
        spot = place.get("location", place)
        where = f"geo:{spot.get('latitude')},{spot.get('longitude')}"
        return "\n".join(filter(None, (place.get("title"), place.get("address"), where)))
    if contact := said.get("contact"):
        return " ".join(filter(None, (contact.get(one) for one in ("first_name", "last_name", "phone_number"))))
    return str((said.get("sticker") or {}).get("emoji", ""))


def _parts(said: Mapping[str, Any]) -> list[Part]:
    if said.get("photo"):
        largest = max(said["photo"], key=lambda one: one.get("width", 0) * one.get("height", 0))
        return [Part("photo.jpg", "image/jpeg", int(largest.get("file_size", 0)), None, source=largest["file_id"])]
    for kind, (name, content_type) in _FILES.items():
        if file := said.get(kind):
            named, typed = clean(str(file.get("file_name") or name)), str(file.get("mime_type") or content_type)
            return [Part(named, typed, int(file.get("file_size", 0)), None, source=file["file_id"])]
    return []


def _first_wording(arrival: Arrival, name: str) -> Any:
    found = Message.objects.filter(channel_id=arrival.channel_id, external_id=name)
    return found.values_list("id", flat=True).first()
