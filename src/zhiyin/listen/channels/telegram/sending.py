"""An answer leaves by `sendMessage`; files come by `getFile`."""

from __future__ import annotations

import mimetypes

from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import NoAnswer, NotSent
from zhiyin.kernel.outbound import Refused as NotThere
from zhiyin.listen.channels.models import Channel, Delivery
from zhiyin.listen.channels.pieces import pieces_of
from zhiyin.listen.channels.provider import Fetched, NotNow, PerhapsTaken, Receipt, Refused
from zhiyin.listen.channels.telegram.asking import NoBotApi, Said, ask, file_at

#: UTF-16 units that one text may have
LONGEST_TEXT = 4096
#: bytes; Telegram gives out no larger file to a bot
LARGEST_FILE = 20 * 2**20
#: the bot's own access is not in order: no fault of the message
_NOT_OURS = frozenset({401, 404})


def hand_over(delivery: Delivery) -> Receipt:
    """Send the text, in several messages when it is long. Telegram reports nothing on them afterwards."""
    pieces = pieces_of(delivery.message.text, LONGEST_TEXT, lambda text: len(text.encode("utf-16-le")) // 2)
    if not pieces:
        raise Refused(_("Telegram takes no message without words."))
    named = ""
    for number, piece in enumerate(pieces):
        try:
            named = _send(delivery.message.channel, delivery.to_address, piece)
        except (Refused, NotNow, NotSent) as error:
            if not number:
                raise
            # once a part has arrived, nothing is tried again by itself: the customer would read it twice
            arrived = _("%(sent)s of %(pieces)s parts of this message have arrived, the rest has not.")
            raise Refused(f"{error} {arrived % {'sent': number, 'pieces': len(pieces)}}") from error
    return Receipt(named)


def _send(channel: Channel, chat: str, text: str) -> str:
    """One text; returns its name. `Refused` is final, `NotNow` and `NotSent` are not, `PerhapsTaken`: nobody knows."""
    try:
        sent = ask(channel, "sendMessage", {"chat_id": int(chat), "text": text})
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


def refusal_of(said: Said) -> Refused | NotNow:
    """What Telegram's words mean for a message: 429 and 5xx later, a bot out of order later, all else final."""
    if said.code == 429 or said.code >= 500 or said.code in _NOT_OURS:
        return NotNow(said.words, said.retry_after)
    if said.code == 403:
        return Refused(f"{said.words} {_('Who blocked the bot must start it again; reach them by another channel.')}")
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
