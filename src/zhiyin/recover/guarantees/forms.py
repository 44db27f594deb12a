"""What people fill in about guarantees and returns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.lib.money import Money
from zhiyin.listen.channels.reads import kinds_of_channel
from zhiyin.recover.compensation.register import KINDS, POINTS, kind_choices
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.actions import Wanted
from zhiyin.recover.guarantees.models import Version
from zhiyin.recover.guarantees.public import PROMISES


class VersionForm(forms.Form):
    """A version of a guarantee. Which fields count depends on what it answers to."""

    text_zh = forms.CharField(
        label=_("Text in Chinese"),
        max_length=200,
        help_text=_("The same words stand on every page and in every letter."),
    )
    text_en = forms.CharField(label=_("Text in English"), max_length=300)
    trigger = forms.ChoiceField(label=_("It pays when"), choices=Version.Trigger.choices)
    promise = forms.ChoiceField(label=_("Promise that is broken"), choices=tuple(PROMISES.items()), required=False)
    channels = forms.MultipleChoiceField(
        label=_("Only in these channels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: in all."),
    )
    event = forms.CharField(
        label=_("Type of the event, or name of the right"),
        max_length=200,
        required=False,
        help_text=_("As the other program names it, such as room.ready; a right as in the policy of rights."),
    )
    fact = forms.CharField(
        label=_("Number in the event that decides"),
        max_length=40,
        required=False,
        help_text=_("Such as minutes_late. Empty: every such event pays."),
    )
    at_least = forms.IntegerField(label=_("From"), required=False, initial=0)
    tells_all = forms.BooleanField(label=_("The other program also tells when all went well"), required=False)
    kind = forms.ChoiceField(label=_("Remedy"), choices=kind_choices)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=10, decimal_places=2, required=False)
    audience = forms.ChoiceField(label=_("Audience"), choices=Version.Audience.choices)
    from_at = forms.DateTimeField(
        label=_("In force from"),
        required=False,
        help_text=_("Empty: from now on. Never in the past."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"].choices = kinds_of_channel()  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What the valid form asks for."""
        given = self.cleaned_data
        trigger = given["trigger"]
        points = KINDS[given["kind"]].worth == "points"
        amount = given.get("amount") or 0
        by_event = trigger == policy.EVIDENCE
        return Wanted(
            text_zh=given["text_zh"],
            text_en=given["text_en"],
            trigger=trigger,
            name=given["promise"] if trigger == policy.BREACH else given["event"].strip(),
            kind=given["kind"],
            amount_minor=int(amount) if points else Money.of(amount, "CNY").minor,
            currency=POINTS if points else "CNY",
            audience=given["audience"],
            channels=tuple(given["channels"]) if trigger == policy.BREACH else (),
            fact=given["fact"].strip() if by_event else "",
            at_least=(given["at_least"] or 0) if by_event else 0,
            tells_all=given["tells_all"] if by_event else False,
        )

    @classmethod
    def of(cls, version: Version, **kwargs: Any) -> VersionForm:
        """The form as a version stands."""
        breach = version.trigger == policy.BREACH
        same = {
            name: getattr(version, name)
            for name in (
                "text_zh",
                "text_en",
                "trigger",
                "channels",
                "fact",
                "at_least",
                "tells_all",
                "kind",
                "audience",
            )
        }
        amount = version.amount_minor if version.currency == POINTS else Money(version.amount_minor, "CNY").major
        more = {"promise": version.name if breach else "", "event": "" if breach else version.name, "amount": amount}
        return cls(initial=same | more, **kwargs)


class GuaranteeForm(VersionForm):
    """The first version of a guarantee, with its key."""

    key = forms.SlugField(
        label=_("Name in addresses"), max_length=40, help_text=_("Letters and hyphens, such as reply-in-time.")
    )
    field_order = ("key",)


class EndForm(forms.Form):
    """Why a guarantee ends."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReturnForm(forms.Form):
    """What is to be returned of an order, and what holds of it."""

    product = forms.ChoiceField(label=_("What would you like to return?"), required=False)
    marks = forms.MultipleChoiceField(
        label=_("Does any of this hold?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lines: Any, exclusions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goods = [(one.product, one.name or one.product) for one in lines]
        self.fields["product"].choices = [("", _("The whole order")), *goods]  # type: ignore[attr-defined]
        self.fields["marks"].choices = exclusions  # type: ignore[attr-defined]
