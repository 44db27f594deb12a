"""The web chat as a kind of channel: the visitor's page brings messages and fetches the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.api_posts.provider import read
from zhiyin.listen.channels.provider import Provider, offer

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


def fields() -> Mapping[str, forms.Field]:
    """What a chat is asked for."""
    return {
        "greeting": forms.CharField(
            label=_("Greeting"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_(
                "What the chat says before anyone has written. Left empty, it greets in the visitor's language."
            ),
        ),
        "sites": SitesField(
            label=_("Sites that may show the chat"),
            required=False,
            help_text=_("One address a line, such as https://www.example.com; * means every site."),
        ),
    }


CHAT = offer(
    Provider(
        kind="chat",
        label=_("Web chat"),
        icon="chat-bubble-left-ellipsis",
        identity="visitor",
        read=read,
        fields=fields,
        one_line=True,
    )
)
