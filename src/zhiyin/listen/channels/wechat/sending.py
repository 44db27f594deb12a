"""An answer leaves by the customer-service API (客服消息): its texts, then its pictures.

An official account carries pictures and no files. Any other file goes as a signed link in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import NoAnswer
from zhiyin.kernel.outbound import Refused as NotThere
from zhiyin.listen.channels.models import Attachment, Channel, Delivery
from zhiyin.listen.channels.multipart import Upload
from zhiyin.listen.channels.parts import content_of, files_of, in_parts, in_words, picture_type
from zhiyin.listen.channels.pieces import pieces_of
from zhiyin.listen.channels.provider import NotNow, PerhapsTaken, Receipt, Refused
from zhiyin.listen.channels.wechat.asking import ask, upload
from zhiyin.listen.channels.wechat.reading import address_begins
from zhiyin.listen.channels.wechat.refusals import NO_SUCH_FILE, Said
from zhiyin.listen.channels.wechat.tokens import OFFICIAL, Api, token_of

#: bytes of UTF-8 that one text may have
LONGEST_TEXT = 2048
#: bytes of a picture
LARGEST_PICTURE = 10 * 2**20

#: of one message to a customer: its msgtype, and what stands under that name
Content = tuple[str, Mapping[str, Any]]


def hand_over(delivery: Delivery) -> Receipt:
    """Send the text, in several messages when it is long, and the pictures. WeChat reports nothing on them afterwards."""
    channel = delivery.message.channel
    beginning = address_begins(channel)
    if not delivery.to_address.startswith(beginning):
        raise Refused(_("This customer follows another official account, not the one of this channel."))
    openid = delivery.to_address.removeprefix(beginning)
    files = files_of(delivery)
    pictures = [one for one in files if picture_type(one) and one.size <= LARGEST_PICTURE]
    texts = texts_of(delivery.message.text, [one for one in files if one not in pictures])
    contents = [partial(text, one) for one in texts] + [partial(picture, channel, one) for one in pictures]
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


def picture(channel: Channel, file: Attachment, *, api: Api = OFFICIAL) -> Content:
    """The picture, stored there; its link in words where WeChat does not take the file after all."""
    return stored(channel, "image", file, api=api)


def stored(channel: Channel, kind: str, file: Attachment, *, api: Api) -> Content:
    """A file stored at WeChat, as the content of a message. This says nothing to the customer yet."""
    named = Upload("media", file.name, file.content_type, content_of(file))
    try:
        return kind, {"media_id": upload(channel, kind, named, api=api)}
    except Said as said:
        if said.code in NO_SUCH_FILE:
            return text(in_words(file))
        raise (NotNow(said.words, 0) if said.again_later else Refused(said.words)) from said


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
