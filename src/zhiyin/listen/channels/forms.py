"""Opening and changing a channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.policy import AUTOMATIC_PER_HOUR
from zhiyin.listen.channels.provider import PROVIDERS

#: begins the name of the box that removes a secret
_CLEAR = "clear_"


class ChannelForm(forms.Form):
    """What can be changed about a channel of this kind: what every channel has, and what its provider asks for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    automatic_per_hour = forms.IntegerField(
        label=_("Automatic messages to one address in an hour"),
        min_value=0,
        max_value=100,
        initial=AUTOMATIC_PER_HOUR,
        help_text=_("More than that waits for the next hour, so that two machines never answer each other for ever."),
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *arguments: Any, kind: str, channel: Channel | None = None, **options: Any) -> None:
        self.provider = PROVIDERS[kind]
        self.known: dict[str, Any] = channel.settings if channel is not None else {}
        if channel is not None:
            options["initial"] = {
                **channel.settings,
                "name": channel.name,
                "address": channel.address,
                "active": channel.active,
            }
        super().__init__(*arguments, **options)
        own = dict(self.provider.fields())
        for name in [one for one in own if one in self.provider.secrets]:
            optional, known = not own[name].required, name in self.known.get("sealed", {})
            _keep_hidden(own[name], known=known)
            if optional and known:
                own = _put_after(own, name, f"{_CLEAR}{name}", _clearing(own[name]))
        self.fields.update(own)
        self.order_fields(["name", "unit", "address", "key", *own, "automatic_per_hour", "active"])
        if self.provider.hand_over is None:
            del self.fields["automatic_per_hour"]
        if channel is None:
            del self.fields["active"]

    def settings(self) -> dict[str, Any]:
        """What goes into the channel's settings. A secret that was left empty stays as it was, unless it is to go."""
        names = ["automatic_per_hour", *self.provider.fields()]
        values = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        values.pop("address", None)
        given = {name: seal(values.pop(name)) for name in self.provider.secrets if values.get(name)}
        for name in self.provider.secrets:
            values.pop(name, None)
        if self.provider.secrets:
            sealed = {**self.known.get("sealed", {}), **given}
            gone = {name for name in sealed if name not in given and self.cleaned_data.get(f"{_CLEAR}{name}")}
            values["sealed"] = {name: one for name, one in sealed.items() if name not in gone}
        return values


def _put_after(fields: dict[str, forms.Field], place: str, name: str, field: forms.Field) -> dict[str, forms.Field]:
    found = {}
    for key, one in fields.items():
        found[key] = one
        if key == place:
            found[name] = field
    return found


def _clearing(secret: forms.Field) -> forms.BooleanField:
    """Whether a secret that is stored is to be removed; what is typed into its field counts more."""
    label = format_lazy(_("Remove what is stored: {secret}"), secret=secret.label or "")
    return forms.BooleanField(label=label, required=False)


def _keep_hidden(field: forms.Field, *, known: bool) -> None:
    """A secret is typed, never shown; once known it may be left empty."""
    field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    if known:
        field.required = False
        field.help_text = _("It is stored. Leave this empty to keep it.")


class NewChannelForm(ChannelForm):
    """Opening a channel: also for which unit, and under which key."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose"))
    key = forms.SlugField(
        label=_("Channel key"),
        max_length=60,
        required=False,
        help_text=_("Names the channel in addresses and in the API. Left empty, it is made from the name."),
    )

    def __init__(self, *arguments: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)
        units.queryset = units_seen_by(actor)
