"""The Telegram bot as a kind of channel."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.provider import Provider, offer
from zhiyin.listen.channels.telegram.checking import checks
from zhiyin.listen.channels.telegram.reading import read
from zhiyin.listen.channels.telegram.sending import fetch, hand_over
from zhiyin.listen.channels.telegram.taking import take


def fields() -> Mapping[str, forms.Field]:
    """What a bot is asked for."""
    return {
        "bot_token": forms.RegexField(
            r"^\d{5,20}:[A-Za-z0-9_-]{30,60}$",
            label=_("Token of the bot"),
            help_text=_("@BotFather gives it when you make the bot."),
        ),
        "greeting": forms.CharField(
            label=_("Greeting for who starts the bot"),
            max_length=600,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
    }


TELEGRAM = offer(
    Provider(
        kind="telegram",
        label=_("Telegram bot"),
        about=_("A Telegram bot. Have the token that @BotFather gave you."),
        icon="paper-airplane",
        identity="telegram",
        read=read,
        hand_over=hand_over,
        fields=fields,
        secrets=frozenset({"bot_token"}),
        take=take,
        checks=checks,
        one_line=True,
        fetch=fetch,
        once=True,
        notes_handing=True,
        files=True,
    )
)
