"""WeChat customer service (微信客服) as a kind of channel."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.listen.channels.provider import Provider, offer
from zhiyin.listen.channels.wecom import pulling  # its jobs
from zhiyin.listen.channels.wecom.checking import checks
from zhiyin.listen.channels.wecom.people import received
from zhiyin.listen.channels.wecom.reading import address_begins, read
from zhiyin.listen.channels.wecom.sending import fetch, hand_over
from zhiyin.listen.channels.wecom.taking import take

__all__ = ["WECOM", "pulling"]


def fields() -> Mapping[str, forms.Field]:
    """What a company is asked for."""
    return {
        "corp_id": forms.RegexField(
            r"^w[wxl][0-9a-zA-Z_-]{10,40}$",
            label=_("Company ID (CorpID)"),
            help_text=_("It begins with ww and stands in WeCom under 我的企业, 企业信息."),
        ),
        "corp_secret": forms.CharField(
            label=pgettext_lazy("WeCom", "Secret"),
            max_length=100,
            help_text=_("Of 微信客服 or of the app that may use it, from WeCom's admin pages."),
        ),
        "token": forms.RegexField(
            r"^[A-Za-z0-9]{3,32}$",
            label=_("Token"),
            help_text=_("3 to 32 letters and digits that you make up; enter the same in WeCom."),
        ),
        "aes_key": forms.RegexField(
            r"^[A-Za-z0-9]{43}$",
            label=_("EncodingAESKey"),
            help_text=_("The 43 characters that WeCom makes for you."),
        ),
        "greeting": forms.CharField(
            label=_("Greeting for who enters"),
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Leave it empty if WeCom greets by itself."),
        ),
    }


WECOM = offer(
    Provider(
        kind="wecom",
        label=_("WeChat customer service (WeCom)"),
        about=_("微信客服 of a company on WeCom. Have the company's ID, the Secret, a Token and the EncodingAESKey."),
        icon="chat-bubble-left-right",
        identity="wechat",
        read=read,
        hand_over=hand_over,
        fields=fields,
        secrets=frozenset({"corp_secret", "token", "aes_key"}),
        take=take,
        checks=checks,
        one_line=True,
        fetch=fetch,
        received=received,
        address_begins=address_begins,
        once=True,
        notes_handing=True,
        files=True,
    )
)
