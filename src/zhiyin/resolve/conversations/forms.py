"""What people fill in at the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.resolve.cases.models import Case


class PriorityForm(forms.Form):
    """Severity and urgency, and why: the priority follows from them."""

    severity = forms.TypedChoiceField(label=_("Severity"), choices=Case.Severity.choices, coerce=int)
    urgency = forms.TypedChoiceField(label=_("Urgency"), choices=Case.Urgency.choices, coerce=int)
    vulnerable = forms.BooleanField(label=_("A vulnerable person is affected"), required=False)
    reason = forms.CharField(label=pgettext_lazy("desk", "Why"), max_length=300)
