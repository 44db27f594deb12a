"""What people fill in about promises and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.listen.channels.reads import kinds_of_channel
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.models import Promise, Review

#: the years that a calendar can be looked at
FIRST_YEAR, LAST_YEAR = 2015, 2100


class VoidForm(forms.Form):
    """Why a promise should never have been made."""

    reason = forms.CharField(label=_("Why it was a mistake"), max_length=300)


@dataclass(frozen=True, slots=True)
class ChosenYear:
    """Which calendar in which year."""

    name: str
    year: int

    @property
    def before(self) -> str:
        return YearForm.address(self.name, self.year - 1) if self.year > FIRST_YEAR else ""

    @property
    def after(self) -> str:
        return YearForm.address(self.name, self.year + 1) if self.year < LAST_YEAR else ""


class YearForm(forms.Form):
    """Which calendar of which year is shown."""

    calendar = forms.CharField(required=False)
    year = forms.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *values: Any, names: Sequence[str], **options: Any) -> None:
        super().__init__(*values, **options)
        self.names = names

    def chosen(self) -> ChosenYear:
        """What was asked for; the first calendar and this year where nothing sensible was."""
        self.is_valid()
        name, year = self.cleaned_data.get("calendar"), self.cleaned_data.get("year")
        return ChosenYear(str(name) if name in self.names else self.names[0], year or timezone.localdate().year)

    @staticmethod
    def address(name: str, year: int) -> str:
        """The query of a page that shows this year."""
        return urlencode({"calendar": name, "year": year})


@dataclass(frozen=True, slots=True)
class Asked:
    """A case of which one asks when its promise would be due."""

    promise: str
    at: datetime
    facts: dict[str, Any]


class PreviewForm(forms.Form):
    """A case that arrives then, in that way: when would be due what it is promised?"""

    at = forms.DateTimeField(
        label=_("A case arrives"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    promise = forms.ChoiceField(
        label=_("It is promised"), choices=[(name, Promise.Name(name).label) for name in policy.BY_POLICY]
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=kinds_of_channel())
    priority = forms.TypedChoiceField(label=_("Priority"), choices=[(n, f"P{n}") for n in range(1, 6)], coerce=int)

    def __init__(self, values: Any, *, zone: ZoneInfo) -> None:
        friday = timezone.now().astimezone(zone)
        friday += timedelta(days=(4 - friday.weekday()) % 7)
        self.first = {
            "at": friday.replace(hour=17, minute=30, second=0, microsecond=0, tzinfo=None).isoformat("T", "minutes"),
            "promise": Promise.Name.FIRST_REPLY.value,
            "channel": "email",
            "priority": "3",
        }
        known = self.first | {name: values[name] for name in self.first if values and values.get(name)}
        super().__init__(known)
        self.zone = zone

    def asked(self) -> Asked:
        """What was asked; in place of what cannot be read stands what one begins with."""
        with timezone.override(self.zone):
            if not self.is_valid():
                self.data = self.first | {name: self.data[name] for name in self.first if name not in self.errors}
                faults = self.errors
                self.full_clean()
                self._errors = faults
        cleaned = self.cleaned_data
        facts = {"channel": cleaned["channel"], "priority": cleaned["priority"], "value_band": "unknown"}
        return Asked(cleaned["promise"], cleaned["at"], facts)


class MarkForm(forms.Form):
    """A day of our own, and why."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(
        label=_("On this day we"),
        choices=(("off", _("do not work")), ("work", _("do work")), ("plain", _("do as the calendar says"))),
    )
    note = forms.CharField(label=_("Why"), max_length=500)


class FeedForm(forms.Form):
    """An iCal address to fetch public days from."""

    name = forms.CharField(label=_("Name"), max_length=80)
    key = forms.SlugField(
        label=pgettext_lazy("feed", "Key"), max_length=40, help_text=_("Calendars name it “feed:key”.")
    )
    url = forms.CharField(label=_("iCal address"), max_length=2000, widget=forms.URLInput)

    def clean_key(self) -> str:
        """In small letters, as calendars name it."""
        return str(self.cleaned_data["key"]).lower()


class DateForm(forms.Form):
    """What we promise a customer by when. The time is that of the unit's clock."""

    name = forms.ChoiceField(
        label=_("Promise"),
        choices=(("told_date", _("we will have done something")), ("follow_up", _("we will be in touch again"))),
    )
    about = forms.CharField(label=_("What we promise"), max_length=300)
    due_at = forms.DateTimeField(
        label=_("By when"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    tell = forms.BooleanField(label=_("Write it to the customer now"), required=False, initial=True)


class NoticeForm(forms.Form):
    """What the customer is told before a promise is broken."""

    text = forms.CharField(label=_("What you tell the customer"), max_length=4000, widget=forms.Textarea({"rows": 3}))


class CancelForm(forms.Form):
    """Why a customer needs a promise no more."""

    reason = forms.CharField(label=_("How the customer let us know"), max_length=300)


class HandoverForm(forms.Form):
    """To whom a case is handed, and what they are asked."""

    whose = forms.ChoiceField(
        label=_("To whom"), choices=(("department", _("a department")), ("vendor", _("a vendor")))
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    asked = forms.CharField(label=_("What they are to do"), max_length=300, required=False)


class ReviewForm(forms.Form):
    """What becomes of a promise that is kept too seldom, and why."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Review.Decision.choices)
    reason = forms.CharField(label=_("Why"), max_length=300)
