"""A message that leaves in several parts (texts, pictures, files): each at most once, whatever happens between them.

For those who cannot tell a repeated message by its id. What has certainly arrived is noted part by part, so whoever goes on
with the message, after a refusal, a pause or a lost worker, begins where it stopped. Only a part that was under way when a
worker was lost is in doubt: then the message waits as `unsure`, and a person who sends it again repeats that part alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.models import Attachment, Delivery
from zhiyin.listen.channels.provider import Receipt, Refused
from zhiyin.listen.channels.serving import lasting_link_to

#: gives one part to the other side; returns what that calls it. It calls what it is given at the last moment at which
#: nothing has been said, and raises as `hand_over` does
Part = Callable[[Callable[[], None]], str]

#: how pictures begin that messengers show in place
_PICTURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/gif": b"GIF8"}
#: the types under which browsers and mails name the sounds and films that messengers play, and how they begin
_PLAYED = {
    "audio/amr": ("amr", re.compile(rb"#!AMR")),
    "audio/mpeg": ("mp3", _MP3 := re.compile(rb"ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa\xfb]")),
    "audio/mp3": ("mp3", _MP3),
    "video/mp4": ("mp4", re.compile(rb"....ftyp", re.DOTALL)),
}


def in_parts(delivery: Delivery, parts: Sequence[Part]) -> Receipt:
    """Hand over the parts that have not arrived yet, in order."""
    for number in range(delivery.parts_sent, len(parts)):
        try:
            named = parts[number](delivery.note_handing)
        except Refused as refusal:
            if not number:
                raise
            arrived = _("%(sent)s of %(pieces)s parts of this message have arrived, the rest has not.")
            raise Refused(f"{refusal.words} {arrived % {'sent': number, 'pieces': len(parts)}}") from refusal
        delivery.note_part(number + 1, named)
    return Receipt(delivery.external_id)


def files_of(delivery: Delivery) -> list[Attachment]:
    """The files that go with a message, in their order."""
    return list(delivery.message.attachments.exclude(digest="").order_by("id"))


def content_of(attachment: Attachment) -> bytes:
    return path_of(attachment.digest).read_bytes()


def picture_type(attachment: Attachment) -> str:
    """The type of a picture that is what it is called: `image/jpeg`, `image/png` or `image/gif`; else blank."""
    sign = _PICTURES.get(attachment.content_type)
    if sign is None:
        return ""
    return attachment.content_type if _beginning(attachment, len(sign)) == sign else ""


def played_as(attachment: Attachment) -> str:
    """Of a sound or a film that is what it is called: `amr`, `mp3` or `mp4`; else blank."""
    name, sign = _PLAYED.get(attachment.content_type, ("", None))
    return name if sign and sign.match(_beginning(attachment, 8)) else ""


def _beginning(attachment: Attachment, size: int) -> bytes:
    with path_of(attachment.digest).open("rb") as file:
        return file.read(size)


def in_words(attachment: Attachment) -> str:
    """A file as a line of text, for who takes no such file: its name and a signed address."""
    return f"{attachment.name or _('File')}: {lasting_link_to(attachment)}"
