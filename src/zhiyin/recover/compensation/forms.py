"""What people fill in about compensation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.lib.money import Money
from zhiyin.recover.compensation.kinds import FAILURES
from zhiyin.recover.compensation.models import Budget, Signal
from zhiyin.recover.compensation.ranges import Proposal
from zhiyin.recover.compensation.register import KINDS, POINTS


class DecisionForm(forms.Form):
    """Granted or refused, and why."""

    granted = forms.TypedChoiceField(
        choices=(("yes", "yes"), ("no", "no")), coerce=lambda one: one == "yes", widget=forms.HiddenInput
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class ReversalForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Why this is taken back"), max_length=300)


class GiveForm(forms.Form):
    """What went wrong, what to give, and what for. The amount is in yuan, or a number of points."""

    failure = forms.ChoiceField(label=_("What went wrong"), choices=FAILURES, initial="goodwill")
    kind = forms.ChoiceField(
        label=_("What"), choices=lambda: [(one.key, one.label) for one in KINDS.values() if one.worth != "nothing"]
    )
    amount = forms.DecimalField(
        label=_("Amount (yuan, or points)"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    reason = forms.CharField(label=_("What for"), max_length=300)

    def __init__(self, *arguments: Any, ask_at: str = "", **more: Any) -> None:
        """`ask_at` is the address that tells what is proposed when the failure or the kind changes."""
        super().__init__(*arguments, **more)
        for name in ("failure", "kind") if ask_at else ():
            self.fields[name].widget.attrs |= {
                "hx-get": ask_at,
                "hx-target": "#give-what",
                "hx-include": "closest form",
                "hx-swap": "outerHTML",
            }

    @classmethod
    def proposing(cls, proposed: Proposal, kind: str, ask_at: str) -> GiveForm:
        """The form with what a rule proposes filled in, for the `kind` that was chosen if one was."""
        kind = kind or proposed.kind
        counted = KINDS[kind].currency(proposed.currency) if kind in KINDS else proposed.currency
        amount: Any = None
        if counted == proposed.currency and proposed.amount_minor:
            amount = proposed.amount_minor if counted == POINTS else Money(proposed.amount_minor, counted).major
        return cls(initial={"kind": kind, "amount": amount}, auto_id="give_%s", ask_at=ask_at)

    def chosen(self, name: str, otherwise: str) -> str:
        """What was chosen in a field, if it may be; of a form that is not filled in yet."""
        value = self.data.get(name, "")
        field = self.fields[name]
        return value if isinstance(field, forms.ChoiceField) and field.valid_value(value) else otherwise

    def worth(self) -> tuple[int, str]:
        """The amount in minor units, and its currency."""
        if KINDS[self.cleaned_data["kind"]].worth == "points":
            return int(self.cleaned_data["amount"]), POINTS
        return Money.of(self.cleaned_data["amount"], "CNY").minor, "CNY"


class DeputyForm(forms.Form):
    """Who decides in whose name, from the first to the last day."""

    person = forms.ChoiceField(label=_("In the name of"))
    deputy = forms.ChoiceField(label=_("Deputy"))
    from_on = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    until_on = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *arguments: Any, people: Sequence[Person], actor: Actor, **more: Any) -> None:
        super().__init__(*arguments, **more)
        names = [(str(one.id), one.name) for one in people]
        own = [one for one in names if one[0] == str(actor.id)]
        self.fields["person"].choices = names if actor.may("deputy.name") else own  # type: ignore[attr-defined]
        self.fields["person"].initial = str(actor.id)
        self.fields["deputy"].choices = [one for one in names if one not in own]  # type: ignore[attr-defined]

    def times(self) -> tuple[datetime, datetime]:
        """From the beginning of the first day to the end of the last, in the reader's time zone."""
        first, last = self.cleaned_data["from_on"], self.cleaned_data["until_on"] + timedelta(days=1)
        zone = timezone.get_current_timezone()
        return tuple(datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last))  # type: ignore[return-value]


class JudgementForm(forms.Form):
    """What a signal is, and why."""

    judgement = forms.ChoiceField(label=_("It is"), choices=Signal.Judgement)
    reason = forms.CharField(label=_("Why"), max_length=500)


class BudgetForm(forms.Form):
    """What a unit may grant in each period, and why. Without an amount there is no bound."""

    unit = forms.ChoiceField(label=_("Unit"))
    period = forms.ChoiceField(label=_("In"), choices=Budget.Period)
    amount = forms.DecimalField(
        label=_("Amount (yuan); none lifts the bound"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    reason = forms.CharField(label=_("Why"), max_length=300)

    def __init__(self, *arguments: Any, units: Sequence[Unit], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["unit"].choices = [(str(one.id), str(one)) for one in units]  # type: ignore[attr-defined]

    def amount_minor(self) -> int | None:
        """The amount in minor units of yuan; None lifts the bound."""
        amount = self.cleaned_data["amount"]
        return None if amount is None else Money.of(amount, "CNY").minor
