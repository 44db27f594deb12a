"""What people fill in about compensation."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.lib.money import Money
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
    """What to give, and what for. The amount is in yuan, or a number of points."""

    kind = forms.ChoiceField(
        label=_("What"), choices=lambda: [(one.key, one.label) for one in KINDS.values() if one.worth != "nothing"]
    )
    amount = forms.DecimalField(
        label=_("Amount (yuan, or points)"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2
    )
    reason = forms.CharField(label=_("What for"), max_length=300)

    def worth(self) -> tuple[int, str]:
        """The amount in minor units, and its currency."""
        if KINDS[self.cleaned_data["kind"]].worth == "points":
            return int(self.cleaned_data["amount"]), POINTS
        return Money.of(self.cleaned_data["amount"], "CNY").minor, "CNY"
