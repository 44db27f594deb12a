"""An answer leaves by the customer-service API (客服消息): its texts, then its pictures, sounds and films.

An official account carries no other files: they go as signed links in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import NoAnswer
from zhiyin.kernel.outbound import Refused as NotThere
from zhiyin.listen.channels.models import Attachment, Channel, Delivery
from zhiyin.listen.channels.multipart import Upload
from zhiyin.listen.channels.parts import content_of, files_of, in_parts, in_words, picture_type, played_as
from zhiyin.listen.channels.pieces import pieces_of
from zhiyin.listen.channels.provider import NotNow, PerhapsTaken, Receipt, Refused
from zhiyin.listen.channels.wechat.asking import ask, upload
from zhiyin.listen.channels.wechat.reading import address_begins
from zhiyin.listen.channels.wechat.refusals import NO_SUCH_FILE, Said
from zhiyin.listen.channels.wechat.tokens import OFFICIAL, Api, token_of

#: bytes of UTF-8 that one text may have
LONGEST_TEXT = 2048
#: bytes of a picture, a sound, a film. A sound may last 60 seconds; which does not, WeChat says
LARGEST_PICTURE, LARGEST_SOUND, LARGEST_FILM = 10 * 2**20, 2 * 2**20, 10 * 2**20
#: what stands for a film until it is played, as WeChat wants: a JPEG of at most 64 kB
_FILM = Path(__file__).parent / "film.jpg"

#: of one message to a customer: its msgtype, and what stands under that name
Content = tuple[str, Mapping[str, Any]]


def hand_over(delivery: Delivery) -> Receipt:
    """Send the text, in several messages when it is long, and each file. WeChat reports nothing on them afterwards."""
    channel = delivery.message.channel
    beginning = address_begins(channel)
    if not delivery.to_address.startswith(beginning):
        raise Refused(_("This customer follows another official account, not the one of this channel."))
    openid = delivery.to_address.removeprefix(beginning)
    files = files_of(delivery)
    carried = [(one, kind) for one in files if (kind := _kind(one))]
    texts = texts_of(delivery.message.text, [one for one in files if not _kind(one)])
    contents: list[Callable[[], Content]] = [partial(text, one) for one in texts]
    contents += [partial(film if kind == "video" else stored, channel, kind, one) for one, kind in carried]
    if not contents:
        raise Refused(_("WeChat takes no message without words."))
    with_token(lambda: token_of(channel))
    return in_parts(delivery, [partial(_send, channel, openid, one) for one in contents])


def texts_of(words: str, linked: list[Attachment]) -> list[str]:
    """The texts of a message, with the links of what is not carried, each short enough for WeChat."""
    whole = "\n\n".join(filter(None, (words.strip(), "\n".join(map(in_words, linked)))))
    return pieces_of(whole, LONGEST_TEXT, lambda text: len(text.encode()))


def text(words: str) -> Content:
    return "text", {"content": words}


def _kind(file: Attachment) -> str:
    """`image`, `voice` or `video`; blank for what an official account does not carry."""
    if picture_type(file):
        return "image" if file.size <= LARGEST_PICTURE else ""
    return sound_or_film(file, sounds=("amr", "mp3"))


def sound_or_film(file: Attachment, *, sounds: Sequence[str]) -> str:
    """`voice` for one of these sounds, `video` for a film that WeChat plays; else blank."""
    played = played_as(file)
    if played in sounds:
        return "voice" if file.size <= LARGEST_SOUND else ""
    return "video" if played == "mp4" and file.size <= LARGEST_FILM else ""


def film(channel: Channel, kind: str, file: Attachment) -> Content:
    """The film with its name, and with the picture that an official account must give it."""
    kind, inside = stored(channel, kind, file)
    if kind != "video":
        return kind, inside
    before = Upload("media", _FILM.name, "image/jpeg", _FILM.read_bytes())
    try:
        shown = upload(channel, "thumb", before)
    except Said as said:
        raise _not_stored(said) from said
    return kind, {**inside, "thumb_media_id": shown, "title": file.name, "description": ""}


def stored(channel: Channel, kind: str, file: Attachment, *, api: Api = OFFICIAL) -> Content:
    """A file stored at WeChat, as the content of a message, or its link where WeChat does not take the file after all. This
    says nothing to the customer yet."""
    named = Upload("media", file.name, file.content_type, content_of(file))
    try:
        return kind, {"media_id": upload(channel, kind, named, api=api)}
    except Said as said:
        if said.code in NO_SUCH_FILE:
            return text(in_words(file))
        raise _not_stored(said) from said


def _not_stored(said: Said) -> NotNow | Refused:
    return NotNow(said.words, 0) if said.again_later else Refused(said.words)


def with_token(ask_it: Callable[[], object]) -> None:
    """See that there is an access token: what goes wrong here has said nothing yet."""
    try:
        ask_it()
    except Said as said:
        raise (ConnectionError if said.again_later else Refused)(said.words) from said


def _send(channel: Channel, openid: str, content: Callable[[], Content], note_handing: Callable[[], None]) -> str:
    kind, inside = content()
    note_handing()
    given(lambda: ask(channel, "/cgi-bin/message/custom/send", {"touser": openid, "msgtype": kind, kind: inside}))
    return ""


def given(ask_it: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Say one thing. `Refused` is final, `NotNow` and `NotSent` are not, `PerhapsTaken` says that nobody knows."""
    try:
        return ask_it()
    except Said as said:
        if said.again_later:
            raise NotNow(said.words, 0) from said
        raise Refused(said.words) from said
    except NotThere as error:
        raise Refused(str(error)) from error
    except NoAnswer as error:
        if error.reached:
            raise PerhapsTaken from error
        raise
    except (ConnectionError, ValueError) as error:  # a gateway's word, not WeChat's
        raise PerhapsTaken from error
