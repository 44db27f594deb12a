"""What people fill in about reaching out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.care.outreach.models import Outreach


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outreach.Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("What you heard and agreed on"), max_length=4000, widget=forms.Textarea)
