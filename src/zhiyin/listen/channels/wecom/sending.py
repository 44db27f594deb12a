"""An answer leaves by `send_msg`: its texts, then its files, pictures, sounds and films among them as such."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.listen.channels.models import Attachment, Channel, Delivery, Message
from zhiyin.listen.channels.parts import files_of, in_parts, picture_type
from zhiyin.listen.channels.provider import Fetched, Receipt, Refused
from zhiyin.listen.channels.wechat import media
from zhiyin.listen.channels.wechat.sending import (
    LARGEST_PICTURE,
    Content,
    given,
    sound_or_film,
    stored,
    text,
    texts_of,
    with_token,
)
from zhiyin.listen.channels.wechat.tokens import token_in_force
from zhiyin.listen.channels.wecom.asking import WECOM, ask
from zhiyin.listen.channels.wecom.reading import address_begins, message_name
from zhiyin.listen.channels.wecom.refusals import Said, likely

#: bytes that a file must have at least and may have at most
_SMALLEST_FILE, LARGEST_FILE = 6, 20 * 2**20


def hand_over(delivery: Delivery) -> Receipt:
    """Send the text, in several messages when it is long, and each file. WeCom may report later that one did not arrive."""
    message = delivery.message
    channel, beginning = message.channel, address_begins(message.channel)
    account, _blank, customer = message.thread.partition(" ")
    if not delivery.to_address.startswith(beginning):
        raise Refused(_("This customer is not one of this channel's company."))
    if customer != delivery.to_address.removeprefix(beginning):
        raise Refused(_("This customer has never written here, and WeChat lets a company only answer."))
    files = files_of(delivery)
    carried = [one for one in files if _SMALLEST_FILE <= one.size <= LARGEST_FILE]
    texts = texts_of(message.text, [one for one in files if one not in carried])
    contents: list[Callable[[], Content]] = [partial(text, one) for one in texts]
    contents += [partial(_stored, channel, one) for one in carried]
    if not contents:
        raise Refused(_("WeChat takes no message without words."))
    with_token(lambda: token_in_force(WECOM, channel))
    to = {"touser": customer, "open_kfid": account}
    names = (message_name(message.id, number) for number in range(len(contents)))
    return in_parts(
        delivery,
        [partial(_send, delivery, to | {"msgid": name}, one) for name, one in zip(names, contents, strict=True)],
    )


def fetch(channel: Channel, media_id: str) -> Fetched:
    """The file with this media_id. Raises `Refused` when it is too large or gone."""
    return media.fetch(channel, media_id, api=WECOM)


def _stored(channel: Channel, file: Attachment) -> Content:
    """What WeCom does not take as a picture, a sound (one of more than 60 seconds) or a film, it takes as a file."""
    kind = _kind(file)
    found = stored(channel, kind, file, api=WECOM)
    return found if kind == "file" or found[0] == kind else stored(channel, "file", file, api=WECOM)


def _kind(file: Attachment) -> str:
    if picture_type(file) in ("image/jpeg", "image/png") and file.size <= LARGEST_PICTURE:
        return "image"
    return sound_or_film(file, sounds=("amr",)) or "file"


def _send(
    delivery: Delivery, to: dict[str, str], content: Callable[[], Content], note_handing: Callable[[], None]
) -> str:
    kind, inside = content()
    note_handing()
    told = {**to, "msgtype": kind, kind: inside}
    try:
        answer = given(lambda: ask(delivery.message.channel, "/cgi-bin/kf/send_msg", told))
    except Refused as refusal:
        said = refusal.__cause__
        if isinstance(said, Said) and said.code not in Said.advice and (advice := _likely(delivery.message)):
            raise Refused(f"{refusal.words} {advice}") from said
        raise
    return str(answer.get("msgid") or to["msgid"])


def _likely(message: Message) -> object:
    said = Message.objects.filter(channel_id=message.channel_id, thread=message.thread)
    written = said.filter(direction=Message.Direction.IN).order_by("-at").values_list("at", flat=True).first()
    since = said.filter(direction=Message.Direction.OUT, at__gt=written) if written else said.none()
    answers = since.aggregate(parts=Sum("delivery__parts_sent"))["parts"]
    return likely(written, answers or 0, timezone.now())
