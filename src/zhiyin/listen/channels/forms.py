"""Opening and changing a channel."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.policy import AUTOMATIC_PER_HOUR

_SITE = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?|\*")


class ChannelForm(forms.Form):
    """What can be changed about a channel of this kind; the fields of other kinds are left out."""

    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.EmailField(
        label=_("Address of the mailbox"), help_text=_("Mail to this address comes in here, and answers leave from it.")
    )
    automatic_per_hour = forms.IntegerField(
        label=_("Automatic messages to one address in an hour"),
        min_value=0,
        max_value=100,
        initial=AUTOMATIC_PER_HOUR,
        help_text=_("More than that waits for the next hour, so that two machines never answer each other for ever."),
    )
    greeting = forms.CharField(
        label=_("Greeting"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the chat says before anyone has written. Left empty, it greets in the visitor's language."),
    )
    sites = forms.CharField(
        label=_("Sites that may show the chat"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://www.example.com"}),
        help_text=_("One address a line, such as https://www.example.com; * means every site."),
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *arguments: Any, kind: str, channel: Channel | None = None, **options: Any) -> None:
        if channel is not None:
            options["initial"] = {
                "name": channel.name,
                "address": channel.address,
                "automatic_per_hour": channel.settings.get("automatic_per_hour", AUTOMATIC_PER_HOUR),
                "greeting": channel.settings.get("greeting", ""),
                "sites": "\n".join(channel.settings.get("sites", [])),
                "active": channel.active,
            }
        super().__init__(*arguments, **options)
        needless = {
            Channel.Kind.EMAIL: ("greeting", "sites"),
            Channel.Kind.CHAT: ("address", "automatic_per_hour"),
            Channel.Kind.API: ("address", "automatic_per_hour", "greeting", "sites"),
        }[Channel.Kind(kind)]
        for field in needless:
            del self.fields[field]
        if channel is None:
            del self.fields["active"]

    def clean_sites(self) -> list[str]:
        sites = [line.strip().rstrip("/").lower() for line in self.cleaned_data["sites"].split("\n") if line.strip()]
        for site in sites:
            if not _SITE.fullmatch(site):
                raise ValidationError(
                    _("“%(site)s” is no address of a site. Write it as https://www.example.com."), params={"site": site}
                )
        return sites

    def settings(self) -> dict[str, Any]:
        """What goes into the channel's settings."""
        names = ("automatic_per_hour", "greeting", "sites")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class NewChannelForm(ChannelForm):
    """Opening a channel: also for which unit, and under which key."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    key = forms.SlugField(
        label=_("Channel key"),
        max_length=60,
        required=False,
        help_text=_("Names the channel in addresses and in the API. Left empty, it is made from the name."),
    )
    field_order = ("name", "unit", "address", "key")

    def __init__(self, *arguments: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = units_seen_by(actor)
