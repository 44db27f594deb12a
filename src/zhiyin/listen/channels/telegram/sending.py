"""An answer leaves by `sendMessage`, its files by `sendPhoto` and `sendDocument`; files come by `getFile`."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import NoAnswer
from zhiyin.kernel.outbound import Refused as NotThere
from zhiyin.listen.channels.models import Attachment, Channel, Delivery
from zhiyin.listen.channels.multipart import Upload
from zhiyin.listen.channels.parts import content_of, files_of, in_parts, picture_type
from zhiyin.listen.channels.pieces import pieces_of
from zhiyin.listen.channels.provider import Fetched, NotNow, PerhapsTaken, Receipt, Refused
from zhiyin.listen.channels.telegram.asking import NoBotApi, Said, ask, file_at, upload

#: UTF-16 units that one text may have
LONGEST_TEXT = 4096
#: bytes; Telegram gives out no larger file to a bot
LARGEST_FILE = 20 * 2**20
#: bytes of a file that is sent as a picture; GIFs would lose their movement
LARGEST_PICTURE, _SHOWN = 10 * 2**20, frozenset({"image/jpeg", "image/png"})
#: how Telegram says that a file is no picture for it (PHOTO_INVALID_DIMENSIONS, IMAGE_PROCESS_FAILED, …)
_NO_PICTURE = ("PHOTO_INVALID", "PHOTO_SAVE_FILE_INVALID", "PHOTO_EXT_INVALID", "IMAGE_PROCESS_FAILED")
#: the bot's own access is not in order: no fault of the message
_NOT_OURS = frozenset({401, 404})


def hand_over(delivery: Delivery) -> Receipt:
    """Send the text, in several messages when it is long, and each file. Telegram reports nothing on them afterwards."""
    channel, chat = delivery.message.channel, delivery.to_address
    texts = pieces_of(delivery.message.text, LONGEST_TEXT, lambda text: len(text.encode("utf-16-le")) // 2)
    parts = [partial(_text, channel, chat, one) for one in texts]
    parts += [partial(_file, channel, chat, one) for one in files_of(delivery)]
    if not parts:
        raise Refused(_("Telegram takes no message without words."))
    return in_parts(delivery, parts)


def _text(channel: Channel, chat: str, text: str, note_handing: Callable[[], None]) -> str:
    note_handing()
    return _given(chat, lambda: ask(channel, "sendMessage", {"chat_id": int(chat), "text": text}))


def _file(channel: Channel, chat: str, file: Attachment, note_handing: Callable[[], None]) -> str:
    """A picture is shown where Telegram takes it as one; anything else, and one that it refuses as a picture, is a file."""
    content = content_of(file)
    note_handing()
    if picture_type(file) in _SHOWN and len(content) <= LARGEST_PICTURE:
        picture = Upload("photo", file.name, file.content_type, content)
        try:
            return _given(chat, lambda: upload(channel, "sendPhoto", {"chat_id": chat}, picture))
        except NoPicture:
            pass
    document = Upload("document", file.name, file.content_type, content)
    return _given(chat, lambda: upload(channel, "sendDocument", {"chat_id": chat}, document))


def _given(chat: str, ask_it: Callable[[], Any]) -> str:
    """Send one thing; its name. `Refused` is final, `NotNow` and `NotSent` are not; `PerhapsTaken`: nobody knows."""
    try:
        sent = ask_it()
    except Said as said:
        raise refusal_of(said) from said
    except NotThere as error:
        raise Refused(str(error)) from error
    except NoAnswer as error:
        if error.reached:
            raise PerhapsTaken from error
        raise
    except NoBotApi as error:
        raise PerhapsTaken from error
    return f"{chat}:{sent['message_id']}"


class NoPicture(Refused):
    """Telegram does not take this file as a picture: its sides are too long, or it cannot read it."""


def refusal_of(said: Said) -> Refused | NotNow:
    """What Telegram's words mean for a message: 429 and 5xx later, a bot out of order later, all else final."""
    if said.code == 429 or said.code >= 500 or said.code in _NOT_OURS:
        return NotNow(said.words, said.retry_after)
    if said.code == 403:
        return Refused(f"{said.words} {_('Who blocked the bot must start it again; reach them by another channel.')}")
    if any(sign in said.words.upper() for sign in _NO_PICTURE):
        return NoPicture(said.words)
    return Refused(said.words)


def fetch(channel: Channel, file_id: str) -> Fetched:
    """The file with this id. Raises `Refused` when it is too large or gone."""
    try:
        path = str(ask(channel, "getFile", {"file_id": file_id})["file_path"])
    except Said as said:
        raise refusal_of(said) from said
    answer = file_at(channel, path, LARGEST_FILE)
    if answer.status != 200:
        raise ConnectionError(f"{answer.status}")
    if answer.cut:
        raise Refused(_("The file is larger than %(megabytes)s MB.") % {"megabytes": LARGEST_FILE // 2**20})
    return Fetched(answer.body, mimetypes.guess_type(path)[0] or "")
