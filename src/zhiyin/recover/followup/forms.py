"""What people fill in about a call."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.recover.followup.models import Attempt


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
