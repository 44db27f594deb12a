"""The forms of webhooks: what to send where, and which deliveries to look at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.face.stages import STAGES
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.listen.webhooks.models import Delivery, Webhook
from zhiyin.listen.webhooks.offered import Offered, events_offered


class WebhookForm(forms.Form):
    """A receiver's address, and what it wants to hear."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Whose program it is: “Warehouse”, “ERP”."))
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("Where the program waits for requests. Addresses inside your network need the operator's leave."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Only what happens in this unit and those below it; what belongs to no unit is left out."),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *arguments: Any, actor: Actor, webhook: Webhook | None = None, **options: Any) -> None:
        if webhook is not None:
            options["initial"] = {
                "name": webhook.name,
                "url": webhook.url,
                "unit": webhook.unit_id,
                "events": webhook.events,
            }
        super().__init__(*arguments, **options)
        offered = events_offered()
        units: Any = self.fields["unit"]
        units.queryset, units.empty_label = units_seen_by(actor), _("All units")
        self.fields["events"].choices = [(one.name, one.sentence) for one in offered]  # type: ignore[attr-defined]
        chosen = set(self["events"].value() or ())
        #: for the page: each stage with its events and which of them are chosen, and whether any is
        self.groups = [
            (label, [(one, one.name in chosen) for one in some], any(one.name in chosen for one in some))
            for label, some in _by_stage(offered)
        ]


class DeliveryFilter(forms.Form):
    """Which deliveries to show."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=())
    event = forms.ChoiceField(label=_("Event"), required=False, choices=())

    def __init__(self, *arguments: Any, events: list[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["state"].choices = [("", _("Any state")), *Delivery.State.choices]  # type: ignore[attr-defined]
        self.fields["event"].choices = [("", _("Any event")), *((one, one) for one in events)]  # type: ignore[attr-defined]


class ReplayForm(forms.Form):
    """Since when to send again."""

    since = forms.DateTimeField(
        label=_("Since"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    missed = forms.BooleanField(label=_("Also what happened while it was disabled"), required=False)


def _by_stage(offered: list[Offered]) -> list[tuple[Any, list[Offered]]]:
    """The events under the stage in which they happen; those of no stage first."""
    labels = {"": _("People, customers, rules"), **{one.key: one.label for one in STAGES}}
    found: dict[str, list[Offered]] = {}
    for one in offered:
        found.setdefault(one.stage if one.stage in labels else "", []).append(one)
    return [(labels[key], found[key]) for key in labels if key in found]
