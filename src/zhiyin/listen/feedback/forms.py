"""Forms about feedback: what to list, and a note of what was said at a counter or on the phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.listen.feedback.actions import LONGEST_TEXT

RATINGS = [("", _("Any rating")), ("low", _("1–2")), ("middle", _("3")), ("high", _("4–5")), ("none", _("No rating"))]


class Wanted(forms.Form):
    """Narrow the list down."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    product = forms.CharField(label=_("Product"), required=False, max_length=200)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    rating = forms.ChoiceField(label=_("Rating"), required=False, choices=RATINGS)


class NoteForm(forms.Form):
    """What a customer said, written down by a person."""

    text = forms.CharField(
        label=_("What was said"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("May stay blank where there is a rating."),
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
    )
    product = forms.CharField(label=_("Product or service"), required=False, max_length=200)
    place = forms.CharField(
        label=_("Place"), required=False, max_length=200, help_text=_("The counter or branch where it was said.")
    )
    rating = forms.TypedChoiceField(
        label=_("Rating"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("None given")), *((str(n), str(n)) for n in range(1, 6))],
    )
    customer = forms.IntegerField(
        label=_("Customer number"),
        required=False,
        min_value=1,
        help_text=_("Leave blank if you do not know who it was."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("None given")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_seen_by(actor)  # type: ignore[attr-defined]
        if actor.units is not None:
            self.fields["unit"].required = True
