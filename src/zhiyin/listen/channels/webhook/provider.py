"""The generic webhook as a kind of channel: what it is called, what it is asked for, and who does its work."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.provider import Provider, offer
from zhiyin.listen.channels.webhook.checking import checks
from zhiyin.listen.channels.webhook.mapping import USUAL_PLACES
from zhiyin.listen.channels.webhook.reading import read
from zhiyin.listen.channels.webhook.sending import hand_over
from zhiyin.listen.channels.webhook.taking import take

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class SigningSecretField(forms.CharField):
    """A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64."""

    def clean(self, value: object) -> str:
        secret = str(super().clean(value))
        if secret:
            try:
                length = len(base64.b64decode(secret.removeprefix("whsec_"), validate=True))
            except binascii.Error:
                length = 0
            if not 24 <= length <= 64:
                raise ValidationError(_("Write whsec_ and then 24 to 64 random bytes in base64."))
        return secret


def fields() -> Mapping[str, forms.Field]:
    """What a webhook is asked for."""

    def place(label: StrPromise, key: str, *, required: bool = False) -> forms.CharField:
        return forms.CharField(label=label, initial=USUAL_PLACES[key], max_length=120, required=required)

    return {
        "signing_secret": SigningSecretField(
            label=_("Secret that signs what comes in"),
            required=False,
            help_text=_("The program signs its requests as Standard Webhooks says. Safer than a key in a header."),
        ),
        "shared_key": forms.CharField(
            label=_("Key in a header"),
            required=False,
            min_length=20,
            max_length=200,
            help_text=_(
                "For programs that cannot sign: they send it in the header Authorization (“Bearer …”) or X-Api-Key."
            ),
        ),
        "text_at": place(_("Where the text stands"), "text_at", required=True),
        "sender_at": place(_("Where the sender's number in your system stands"), "sender_at", required=True),
        "name_at": place(_("Where the sender's name stands"), "name_at"),
        "email_at": place(_("Where the sender's e-mail address stands"), "email_at"),
        "phone_at": place(_("Where the sender's phone number stands"), "phone_at"),
        "id_at": place(_("Where the message's number stands"), "id_at"),
        "time_at": place(_("Where the time stands"), "time_at"),
        "thread_at": place(_("Where the conversation's number stands"), "thread_at"),
        "callback_url": forms.URLField(
            label=_("Address that answers are posted to"),
            required=False,
            assume_scheme="https",
            help_text=_("Left empty, nothing can be answered by this channel."),
        ),
        "callback_secret": SigningSecretField(label=_("Secret that signs the answers"), required=False),
    }


WEBHOOK = offer(
    Provider(
        kind="webhook",
        label=_("Webhook"),
        about=_("Any program that posts JSON: you say where the text and the sender stand, and both sides sign."),
        icon="puzzle-piece",
        identity="external",
        read=read,
        hand_over=hand_over,
        fields=fields,
        secrets=frozenset({"signing_secret", "shared_key", "callback_secret"}),
        take=take,
        checks=checks,
    )
)
