"""The filters of the assurance pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.assure.audits.trail import AREAS


class TrailForm(forms.Form):
    """Which part of the trail."""

    area = forms.ChoiceField(
        label=_("Area"), required=False, choices=[("", _("Everything")), *((one.key, one.label) for one in AREAS)]
    )
    person = forms.CharField(label=_("By whom"), required=False, max_length=120)
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
