"""What people fill in about a call or a follow-up."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.recover.followup.models import Attempt, FollowUp


class CallForm(forms.Form):
    """Whether the customer was reached, and what was said."""

    outcome = forms.ChoiceField(label=_("How it went"), choices=Attempt.Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What you heard, and what you told the customer"),
        help_text=_("Needed when you reached the customer."),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
    )


class FollowUpForm(forms.Form):
    """What the customer said when asked whether it is solved."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(one.value, one.label) for one in FollowUp.Outcome if one != FollowUp.Outcome.VOID],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("In the customer's words"),
        help_text=_("Needed when it is not solved, or when you reached nobody."),
        max_length=4000,
        required=False,
        widget=forms.Textarea,
    )


class PlanForm(forms.Form):
    """What is done now for a customer who is not back."""

    words = forms.CharField(label=_("What is to be done now"), max_length=4000, widget=forms.Textarea)
    days = forms.IntegerField(label=_("Look again after, days"), min_value=1, max_value=180, initial=14)
