"""The forms of proposals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.improve.proposals import policy

CRITERION_LABELS = {
    policy.BENEFIT: _("Benefit for customers"),
    policy.EASE: _("Ease of doing it"),
    policy.EVIDENCE: _("Strength of the evidence"),
}
SCALE = [(str(one), str(one)) for one in range(1, 6)]


class DraftForm(forms.Form):
    """A proposal that a person writes."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What should become better, in one line."))
    problem = forms.CharField(
        label=_("Problem"),
        widget=forms.Textarea,
        help_text=_("What happens to customers now, how often, and how you know."),
    )
    idea = forms.CharField(label=_("Idea"), widget=forms.Textarea, required=False)
    metric_key = forms.ChoiceField(label=_("Metric that would show it"))

    def __init__(self, *args: Any, metrics: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metric_key"].choices = metrics  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """One score for each criterion, and a comment."""

    benefit = forms.TypedChoiceField(label=CRITERION_LABELS[policy.BENEFIT], choices=SCALE, coerce=int)
    ease = forms.TypedChoiceField(label=CRITERION_LABELS[policy.EASE], choices=SCALE, coerce=int)
    evidence = forms.TypedChoiceField(label=CRITERION_LABELS[policy.EVIDENCE], choices=SCALE, coerce=int)
    comment = forms.CharField(label=_("Comment"), widget=forms.Textarea, required=False)

    @property
    def scores(self) -> dict[str, int]:
        return {one: self.cleaned_data[one] for one in policy.CRITERIA}


class DecisionForm(forms.Form):
    """Accept or refuse, and why."""

    accepted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Accept")), ("no", pgettext_lazy("proposal", "Refuse"))],
        coerce=lambda value: value == "yes",
    )
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea)
