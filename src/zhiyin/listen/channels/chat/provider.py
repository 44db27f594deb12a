"""The web chat as a kind of channel: the visitor's page brings messages and fetches the answers."""

from __future__ import annotations

import json
import mimetypes
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.api_posts.reading import incoming_of as read_post
from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.incoming import Incoming, Part
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Provider, offer

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SITE = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?|\*")


class SitesField(forms.CharField):
    """Addresses of sites, one a line; the value is a list."""

    widget = forms.Textarea(attrs={"rows": 2, "placeholder": "https://www.example.com"})

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        sites = [line.strip().rstrip("/").lower() for line in str(value or "").split("\n") if line.strip()]
        for site in sites:
            if not _SITE.fullmatch(site):
                raise ValidationError(
                    _("“%(site)s” is no address of a site. Write it as https://www.example.com."), params={"site": site}
                )
        return sites


class ColourField(forms.CharField):
    """A colour that can be told from the paper it stands on (3 to 1, as WCAG asks of what is pressed)."""

    def clean(self, value: object) -> str:
        colour = str(super().clean(value) or "").strip().lower()
        if colour and not _COLOUR.fullmatch(colour):
            raise ValidationError(_("Write the colour as six hexadecimal digits, such as #0f6b55."))
        if colour and contrast(colour, "#fffdf9") < 3:
            raise ValidationError(
                _("This colour is too light: it can hardly be told from the page. Take a darker one.")
            )
        return colour


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def incoming_of(channel: Channel, posted: dict[str, Any]) -> Incoming:
    """What the chat's page posted as a message, with its file if it brought one."""
    incoming = read_post(channel, posted)
    file = posted.get("file")
    if not file:
        return incoming
    name, content = PurePath(clean(str(file["name"]))).name[-200:], b64decode(file["content"])
    # by the name's ending, never by what the browser claims
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return replace(incoming, parts=(Part(name=name, content_type=kind, size=len(content), content=content),))


def read(arrival: Arrival) -> Incoming:
    """The stored post as a message."""
    return incoming_of(arrival.channel, json.loads(bytes(arrival.raw)))


def fields() -> Mapping[str, forms.Field]:
    """What a chat is asked for."""
    return {
        "title": forms.CharField(
            label=_("Title"), max_length=60, required=False, help_text=_("Left empty, the channel's name stands there.")
        ),
        "greeting": forms.CharField(
            label=_("Greeting"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_(
                "What the chat says before anyone has written. Left empty, it greets in the visitor's language."
            ),
        ),
        "colour": ColourField(
            label=_("Colour"),
            required=False,
            widget=forms.TextInput(attrs={"placeholder": "#0f6b55"}),
            help_text=_("The colour of the button and of what the visitor says."),
        ),
        "side": forms.ChoiceField(
            label=_("Where the button stands"),
            choices=(("", _("bottom right")), ("left", _("bottom left"))),
            required=False,
        ),
        "sites": SitesField(
            label=_("Sites that may show the chat"),
            required=False,
            help_text=_("One address a line, such as https://www.example.com; * means every site."),
        ),
        "identity_secret": forms.CharField(
            label=_("Secret for known visitors"),
            min_length=16,
            max_length=200,
            required=False,
            help_text=_("Your site signs with it who its visitor is. At least 16 characters; the guide shows how."),
        ),
    }


CHAT = offer(
    Provider(
        kind="chat",
        label=_("Web chat"),
        about=_("A chat on your web site: one line of script, nothing else to install."),
        icon="chat-bubble-left-ellipsis",
        identity="visitor",
        read=read,
        fields=fields,
        secrets=frozenset({"identity_secret"}),
        one_line=True,
        files=True,
    )
)
