"""What one fills in about a person: what they are good at, when they work, how much they take."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.face.wording import weekday_name
from zhiyin.kernel.people.actions.planning import MOST_AT_ONCE
from zhiyin.kernel.people.hours import HoursUnreadable, windows_from, windows_in_words
from zhiyin.kernel.people.models import Assessment, Skill, WeeklyHours
from zhiyin.kernel.people.reads import skills


class SkillForm(forms.Form):
    """A skill that people of the house can have."""

    key = forms.SlugField(label=_("Key"), max_length=40, help_text=_("Tables of rules name it so."))
    name = forms.CharField(label=pgettext_lazy("skill", "Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)


class AssessmentForm(forms.Form):
    """How good somebody is at something, and on what that rests."""

    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none())
    level = forms.TypedChoiceField(label=_("Level"), choices=Assessment.Level.choices, coerce=int, initial=2)
    evidence = forms.CharField(label=_("Evidence"), max_length=500, help_text=_("A test, a course, work that you saw."))
    expires_on = forms.DateField(
        label=_("Counts until"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("Twelve months at most; left empty, twelve months."),
    )

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["skill"].queryset = skills()  # type: ignore[attr-defined]  # of this kind of field


class LanguagesForm(forms.Form):
    """The languages that somebody serves in."""

    languages = forms.CharField(
        label=_("Serves in"), required=False, max_length=100, help_text=_("Codes with blanks between: zh en ja.")
    )

    def clean_languages(self) -> list[str]:
        """The codes one by one."""
        codes = self.cleaned_data["languages"].replace(",", " ").lower().split()
        if wrong := [one for one in codes if not (one.isascii() and one.isalpha() and 2 <= len(one) <= 3)]:
            raise ValidationError(_now("“%(code)s” is no code of a language.") % {"code": wrong[0]})
        return sorted(set(codes))


class CapacityForm(forms.Form):
    """How much somebody is given at once."""

    capacity = forms.IntegerField(label=_("Cases at once at most"), min_value=0, max_value=MOST_AT_ONCE)


class _Windows(forms.CharField):
    """Windows of a day as people type them."""

    def clean(self, value: Any) -> Any:
        """Windows; nothing is a day off."""
        try:
            return windows_from(super().clean(value))
        except HoursUnreadable as fault:
            raise ValidationError(
                _now("“%(text)s” cannot be read. Write 09:00-12:00, 13:30-18:00.") % {"text": fault.args[0]}
            ) from fault


class HoursForm(forms.Form):
    """When somebody works, day by day of the week."""

    time_zone = forms.CharField(label=_("Time zone"), max_length=64)

    def __init__(self, *values: Any, hours: WeeklyHours | None, **options: Any) -> None:
        windows = hours.windows if hours else {}
        initial = {f"day{day}": windows_in_words(windows.get(str(day), ())) for day in range(7)}
        zone = hours.time_zone if hours else "Asia/Shanghai"
        options["initial"] = initial | {"time_zone": zone}
        super().__init__(*values, **options)
        for day in range(7):
            self.fields[f"day{day}"] = _Windows(label=weekday_name(day), required=False, max_length=100)
        self.order_fields([*(f"day{day}" for day in range(7)), "time_zone"])

    @property
    def windows(self) -> dict[str, list[list[str]]]:
        """What was filled in, by weekday."""
        return {str(day): self.cleaned_data[f"day{day}"] for day in range(7)}


class DayForm(forms.Form):
    """One day on which somebody works otherwise."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    windows = _Windows(label=_("Works"), required=False, max_length=100, help_text=_("Empty: does not work that day."))
    reason = forms.CharField(label=_("Why"), required=False, max_length=200)


class AbsenceForm(forms.Form):
    """Somebody is not there for a while."""

    reason = forms.CharField(label=_("Why"), required=False, max_length=200)
