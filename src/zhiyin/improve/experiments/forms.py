"""The forms of experiments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiyin.improve.experiments.outcomes import measures


class DesignForm(forms.Form):
    """The plan of an experiment; effects are given as people read them: points of a hundred, or minutes."""

    hypothesis = forms.CharField(
        label=_("What do you expect, and why?"),
        widget=forms.Textarea,
        help_text=_("It is written down before the start, so that nobody can expect something else afterwards."),
    )
    metric_key = forms.ChoiceField(label=_("Metric that decides"))
    effect = forms.FloatField(
        label=_("Smallest effect worth finding"),
        min_value=0.1,
        initial=5,
        help_text=_("In points of a hundred, or in minutes."),
    )
    planned_n = forms.IntegerField(
        label=_("Customers to wait for"),
        min_value=4,
        required=False,
        help_text=_("In all arms together, with an outcome. Leave it empty to plan for the effect above."),
    )
    guardrail_key = forms.ChoiceField(label=_("Guardrail: what must not get worse"), required=False)
    margin = forms.FloatField(label=_("By how much it may get worse at most"), min_value=0, initial=5)
    share = forms.IntegerField(
        label=_("Customers who get the challenger, in per cent"), min_value=1, max_value=99, initial=50
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, one.label) for one in measures().values()]
        self.fields["metric_key"].choices = choices  # type: ignore[attr-defined]
        self.fields["guardrail_key"].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]

    def plan(self) -> dict[str, Any]:
        """The plan in the metrics' own units."""
        given, known = self.cleaned_data, measures()
        guardrail = known.get(given["guardrail_key"])
        return {
            "metric_key": given["metric_key"],
            "minimum_effect": given["effect"] / known[given["metric_key"]].scale,
            "planned_n": given["planned_n"],
            "guardrail_key": given["guardrail_key"],
            "guardrail_margin": given["margin"] / (guardrail.scale if guardrail else 100.0),
            "share_of_challenger": given["share"],
        }


class ConclusionForm(forms.Form):
    """Which arm, and why."""

    winner = forms.ChoiceField(label=_("Decision"))
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, arms: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["winner"].choices = arms  # type: ignore[attr-defined]
