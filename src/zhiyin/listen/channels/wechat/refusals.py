"""WeChat's error codes: which mean *again later*, and what a person can do about the others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from typing import ClassVar, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.kernel.outbound import Answer

#: the access token is no longer good
STALE_TOKEN = frozenset({40001, 40014, 42001})
#: the file itself is not taken: its type, its size, its length
NO_SUCH_FILE = frozenset({40004, 40005, 40006, 40009, 40010, 40011, 40012, 45001, 45007, 40113})
#: nothing is wrong with the message: the service is busy, or the account's own access is not in order
_AGAIN = STALE_TOKEN | {-1, 40013, 40125, 40164, 40243, 41002, 41004, 45009, 45011, 50004, 50005, 61004}

_ADVICE = {
    40003: gettext_lazy("The customer's openid is not one of this account. Did the channel get another AppID?"),
    40007: gettext_lazy("WeChat keeps a file for three days only."),
    40013: gettext_lazy("Copy the AppID anew from the WeChat platform (基本配置) into the channel's settings."),
    40125: gettext_lazy("The AppSecret is wrong or was reset. Reset it on the WeChat platform and enter the new one."),
    40164: gettext_lazy("Add the address of this server, which WeChat names above, to the platform's IP whitelist."),
    40243: gettext_lazy("The AppSecret is frozen. Unfreeze it on the WeChat platform."),
    43004: gettext_lazy("The customer no longer follows the account. Reach them by another channel."),
    40009: gettext_lazy("The picture is too large for WeChat."),
    45002: gettext_lazy("The text is too long for WeChat."),
    45009: gettext_lazy(
        "The account's quota for today is used up. It is tried again; the quota can be reset ten times a month."
    ),
    45015: gettext_lazy(
        "WeChat lets an account answer for 48 hours after the customer's last message, and for a minute after a menu "
        "or a scan. That time is over: reach them by another channel, or wait until they write."
    ),
    45047: gettext_lazy(
        "WeChat allows five answers to one message of the customer. Wait until they write, or use another channel."
    ),
    48001: gettext_lazy("This account may not use the customer-service API: WeChat gives it to verified accounts."),
    87014: gettext_lazy("WeChat holds the content to be against its rules. Word it differently."),
}


class Said(Exception):
    """WeChat answered with an error: its code, its words, and our advice."""

    advice: ClassVar[Mapping[int, object]] = _ADVICE
    again: ClassVar[Set[int]] = _AGAIN

    def __init__(self, code: int, words: str) -> None:
        self.code = code
        advice = self.advice.get(code)
        self.words = _("WeChat says: %(words)s (%(code)s).") % {"words": words, "code": code}
        if advice:
            self.words += f" {advice}"
        super().__init__(self.words)

    @property
    def again_later(self) -> bool:
        return self.code in self.again

    @classmethod
    def in_answer(cls, answer: Answer) -> Self | None:
        """The error in an answer, None when it is none. Raises `ConnectionError` for what WeChat never says."""
        if answer.status != 200:
            raise ConnectionError(f"{answer.status} {answer.body[:200].decode('utf-8', 'replace')}")
        if not answer.body.startswith(b"{"):
            return None  # a file
        try:
            said = json.loads(answer.body)
        except ValueError:
            return None
        code = said.get("errcode", 0) if isinstance(said, dict) else 0
        return cls(int(code), str(said.get("errmsg", ""))) if code else None
