"""An answer leaves by the customer-service API (客服消息)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import NoAnswer, NotSent
from zhiyin.kernel.outbound import Refused as NotThere
from zhiyin.listen.channels.models import Channel, Delivery
from zhiyin.listen.channels.pieces import pieces_of
from zhiyin.listen.channels.provider import NotNow, PerhapsTaken, Receipt, Refused
from zhiyin.listen.channels.wechat.asking import ask
from zhiyin.listen.channels.wechat.reading import address_begins
from zhiyin.listen.channels.wechat.refusals import Said
from zhiyin.listen.channels.wechat.tokens import token_of

#: bytes of UTF-8 that one text may have
LONGEST_TEXT = 2048


def hand_over(delivery: Delivery) -> Receipt:
    """Send the text, in several messages when it is long. WeChat reports nothing on them afterwards."""
    channel = delivery.message.channel
    beginning = address_begins(channel)
    if not delivery.to_address.startswith(beginning):
        raise Refused(_("This customer follows another official account, not the one of this channel."))
    openid = delivery.to_address.removeprefix(beginning)
    pieces = pieces_of(delivery.message.text, LONGEST_TEXT, lambda text: len(text.encode()))
    if not pieces:
        raise Refused(_("WeChat takes no message without words."))
    try:
        token_of(channel)  # what goes wrong here has said nothing yet
    except Said as said:
        raise (ConnectionError if said.again_later else Refused)(said.words) from said
    delivery.note_handing()
    for number, piece in enumerate(pieces):
        try:
            _send(channel, openid, piece)
        except Refused as refusal:
            raise (_half_said(refusal.words, number, len(pieces)) if number else refusal) from refusal
        except (NotNow, NotSent) as error:
            if number:
                raise _half_said(str(error), number, len(pieces)) from error
            raise
    return Receipt()


def _send(channel: Channel, openid: str, text: str) -> None:
    """One text. `Refused` is final, `NotNow` and `NotSent` are not, `PerhapsTaken` says that nobody knows."""
    try:
        ask(channel, "/cgi-bin/message/custom/send", {"touser": openid, "msgtype": "text", "text": {"content": text}})
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


def _half_said(words: str, sent: int, pieces: int) -> Refused:
    """Once a part has arrived, nothing is tried again by itself: the customer would read it twice."""
    arrived = _("%(sent)s of %(pieces)s parts of this message have arrived, the rest has not.")
    return Refused(f"{words} {arrived % {'sent': sent, 'pieces': pieces}}")
