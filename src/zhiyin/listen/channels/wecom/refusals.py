"""WeCom's error codes: which mean *again later*, and what a person can do about the others. Pure.

Only codes that its documentation or its users name are listed. What a new code means is told from what we know ourselves.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.wechat import refusals

#: the window in which a company may answer
WINDOW_CLOSED = _(
    "WeChat lets a company answer for 48 hours after the customer's last message. That time is over: reach them by another "
    "channel, or wait until they write."
)
FIVE_ANSWERS = _(
    "WeChat allows five answers to one message of the customer. Wait until they write, or use another channel."
)
#: so long after a customer's last message, and so often, a company may answer
_WINDOW, _ANSWERS = timedelta(hours=48), 5
_OTHERS_SERVE = _(
    "This conversation is in the hands of people in WeCom itself. Under 微信客服, let this app receive customers by the "
    "API and not by WeCom's own staff."
)


class Said(refusals.Said):
    """WeCom answered with an error."""

    advice: ClassVar = {
        40001: _(
            "The Secret is wrong or was reset. Copy it anew from WeCom (微信客服, 开发配置) into the channel's settings."
        ),
        40013: _("The company's ID is wrong. It stands in WeCom under 我的企业, 企业信息."),
        40096: _("This customer is not one of this company. Did the channel get another company's ID?"),
        45002: _("The text is too long for WeChat."),
        48002: _("This app may not use this. In WeCom, under 微信客服, let it manage conversations by the API."),
        60020: _(
            "Add the address of this server, which WeCom names above, to the app's trusted addresses (企业可信IP)."
        ),
        95000: _("The customer service account no longer exists."),
        95001: FIVE_ANSWERS,
        95004: _("The customer service account no longer exists."),
        95011: _(
            "WeCom's own staff serve this account. Under 微信客服, let this app receive its customers by the API."
        ),
        95013: _OTHERS_SERVE,
        95016: _OTHERS_SERVE,
        95017: _("The API of 微信客服 is switched off for this app. Switch it on in WeCom."),
        95018: _OTHERS_SERVE,
    }
    #: the service is busy, a quota is used up, or our own access is not in order: no fault of the message
    again: ClassVar = refusals.STALE_TOKEN | {-1, 6000, 40013, 41001, 45009, 45033, 48002, 60020, 95017}


#: what `msg_send_fail` says, by its number
FAILED = {
    1: _("The customer service account was deleted."),
    2: _("The app was closed."),
    4: WINDOW_CLOSED,
    5: _("The conversation was closed."),
    6: FIVE_ANSWERS,
    8: _("The company is not verified."),
    10: _("The customer does not want messages of this account."),
}


def likely(last_written_at: datetime | None, answers: int, now: datetime) -> object:
    """Why WeCom most likely refused, by our own count of what it allows; blank when nothing of it is used up."""
    if last_written_at is None or last_written_at <= now - _WINDOW:
        return WINDOW_CLOSED
    return FIVE_ANSWERS if answers >= _ANSWERS else ""
