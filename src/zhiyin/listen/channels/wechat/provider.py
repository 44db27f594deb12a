"""The WeChat official account as a kind of channel."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.provider import Provider, offer
from zhiyin.listen.channels.wechat.checking import checks
from zhiyin.listen.channels.wechat.media import fetch
from zhiyin.listen.channels.wechat.people import received
from zhiyin.listen.channels.wechat.reading import address_begins, read
from zhiyin.listen.channels.wechat.sending import hand_over
from zhiyin.listen.channels.wechat.taking import take


class MenuWordsField(forms.CharField):
    """`KEY = words`, one a line; the value is a dictionary."""

    widget = forms.Textarea(attrs={"rows": 2, "placeholder": "TALK = 我想找人工客服"})

    def prepare_value(self, value: object) -> object:
        return "\n".join(f"{key} = {words}" for key, words in value.items()) if isinstance(value, dict) else value

    def clean(self, value: object) -> dict[str, str]:
        found = {}
        for line in filter(None, (one.strip() for one in str(value or "").split("\n"))):
            key, sign, words = (part.strip() for part in line.partition("="))
            if not (key and sign and words):
                raise ValidationError(
                    _("“%(line)s” is no key with words. Write it as KEY = words."), params={"line": line}
                )
            found[key] = words[:300]
        return found


def fields() -> Mapping[str, forms.Field]:
    """What an official account is asked for."""
    return {
        "app_id": forms.RegexField(
            r"^wx[0-9a-f]{16}$",
            label=_("AppID"),
            help_text=_("It begins with wx and stands on the WeChat platform, under 基本配置."),
        ),
        "app_secret": forms.CharField(label=_("AppSecret"), max_length=100),
        "token": forms.RegexField(
            r"^[A-Za-z0-9]{3,32}$",
            label=_("Token"),
            help_text=_("3 to 32 letters and digits that you make up; enter the same on the WeChat platform."),
        ),
        "encrypted": forms.BooleanField(
            label=_("WeChat encrypts what it sends (安全模式)"), required=False, initial=True
        ),
        "aes_key": forms.RegexField(
            r"^[A-Za-z0-9]{43}$",
            label=_("EncodingAESKey"),
            required=False,
            help_text=_("The 43 characters that the WeChat platform makes for you."),
        ),
        "greeting": forms.CharField(
            label=_("Greeting for new followers"),
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "menu_words": MenuWordsField(
            label=_("Menu keys that are messages"),
            required=False,
            help_text=_("One a line: the key of a menu button, and what the customer says by pressing it."),
        ),
    }


WECHAT = offer(
    Provider(
        kind="wechat",
        label=_("WeChat official account"),
        about=_("A WeChat official account. Have its AppID, AppSecret and Token from the platform page."),
        icon="chat-bubble-left-right",
        identity="wechat",
        read=read,
        hand_over=hand_over,
        fields=fields,
        secrets=frozenset({"app_secret", "token", "aes_key"}),
        take=take,
        checks=checks,
        one_line=True,
        raw_suffix="xml",
        fetch=fetch,
        received=received,
        address_begins=address_begins,
        once=True,
        notes_handing=True,
        files=True,
    )
)
