"""What people fill in about promises."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VoidForm(forms.Form):
    """Why a promise should never have been made."""

    reason = forms.CharField(label=_("Why it was a mistake"), max_length=300)
