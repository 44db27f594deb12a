"""What people fill in about a complaint, a problem, a report of danger; and what the customer fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.models import Cause, Complaint

TOLD = (
    (policy.ACCEPT, pgettext_lazy("answer", "accepts it")),
    (policy.ADJUST, pgettext_lazy("answer", "wants it changed")),
    (policy.REFUSE, pgettext_lazy("answer", "refuses it")),
)


def _files(given: Sequence[Any]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in given]


class _WithFiles(forms.Form):
    """Files of the case may be named as evidence; the field is left out when the case has none."""

    pieces = forms.MultipleChoiceField(
        label=_("Files of the case as evidence"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.CharField(
        label=_("Other evidence, by reference"),
        help_text=_("Where it lies: the number of a protocol, a recording, an order."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, files: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _files(files)
        if choices:
            self.fields["pieces"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["pieces"]


class ComplaintForm(_WithFiles):
    """The form of a complaint. What its kind asks for may be left out: it then stands on the complaint as a thing to do."""

    kind = forms.ChoiceField(label=_("Kind of complaint"), choices=Complaint.Kind.choices)
    story = forms.CharField(label=_("What happened"), widget=forms.Textarea, max_length=10_000, required=False)
    wish = forms.CharField(label=_("What the customer wants"), widget=forms.Textarea, max_length=4000, required=False)
    product = forms.CharField(label=_("Product or service"), max_length=100, required=False)
    happened_on = forms.DateField(
        label=_("Day it happened"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(label=_("Where it happened"), max_length=200, required=False)
    field_order = ("kind", "story", "wish", "product", "happened_on", "place")

    def __init__(self, *args: Any, required: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in required & set(self.fields):
            self.fields[name].help_text = _("Needed before this kind of complaint is assessed.")


class NothingForm(forms.Form):
    """A step that needs no words."""


class ConfirmForm(forms.Form):
    """How a colleague knows that the customer was understood."""

    how = forms.CharField(
        label=_("How you know that we understood the customer"),
        help_text=_("Customers can confirm it themselves by the link in our letter."),
        max_length=300,
    )


class AssessForm(forms.Form):
    """Severity and urgency, and why: the priority follows from them."""

    severity = forms.TypedChoiceField(label=_("Severity"), coerce=int)
    urgency = forms.TypedChoiceField(label=_("Urgency"), coerce=int)
    vulnerable = forms.BooleanField(label=_("A vulnerable person is affected"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = Complaint._meta.get_field("case").related_model  # the words of cases, which judge
        for name in ("severity", "urgency"):
            self.fields[name].choices = case._meta.get_field(name).choices  # type: ignore[attr-defined]


class InvestigateForm(_WithFiles):
    """What was found out, and what speaks for it."""

    finding = forms.CharField(label=_("What you found out"), widget=forms.Textarea, max_length=10_000)
    field_order = ("finding",)


class CauseForm(forms.Form):
    """The class of the cause, and the chain of whys."""

    kind = forms.ChoiceField(label=_("Class of the cause"), choices=Cause.Kind.choices)
    why_1 = forms.CharField(label=_("Why did it happen?"), max_length=300, required=False)
    why_2 = forms.CharField(label=_("And why that?"), max_length=300, required=False)
    why_3 = forms.CharField(label=_("And why that? (third)"), max_length=300, required=False)
    why_4 = forms.CharField(label=_("And why that? (fourth)"), max_length=300, required=False)
    why_5 = forms.CharField(label=_("And why that? (fifth)"), max_length=300, required=False)

    def chain(self) -> list[str]:
        return [self.cleaned_data[f"why_{number}"] for number in range(1, 6)]


class ProposeForm(forms.Form):
    """What we propose."""

    words = forms.CharField(
        label=_("What we propose"),
        help_text=_("Goes to the customer, with a link to accept it, want it changed, or refuse it."),
        widget=forms.Textarea,
        max_length=4000,
    )


class AnswerForm(forms.Form):
    """What the customer answered, noted by a colleague."""

    answer = forms.ChoiceField(label=_("The customer"), choices=TOLD, widget=forms.RadioSelect)
    words = forms.CharField(label=_("What they said, and how you know"), widget=forms.Textarea, max_length=4000)


class CloseForm(forms.Form):
    """The closing letter."""

    letter = forms.CharField(
        label=_("Closing letter"),
        help_text=_("Says where the customer can turn to outside of us: without that it is not sent."),
        widget=forms.Textarea,
        max_length=20_000,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class AuthorityForm(forms.Form):
    """Which authority handed us the complaint."""

    authority = forms.CharField(label=_("Authority"), max_length=200)


class CorrectionForm(forms.Form):
    """What was changed about a problem, and since when."""

    words = forms.CharField(label=_("What was changed"), widget=forms.Textarea, max_length=4000)
    in_effect_on = forms.DateField(
        label=_("In effect since"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class SafetyAnswerForm(forms.Form):
    """Whether it is a danger, and what was done at once."""

    danger = forms.TypedChoiceField(
        label=_("Is it a danger?"),
        choices=(("yes", _("Yes")), ("no", _("No, the words meant something else"))),
        coerce=lambda one: one == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("What you did at once"), widget=forms.Textarea, max_length=4000)


class WordsForm(forms.Form):
    """The list of words of danger, and why it changes."""

    words = forms.CharField(
        label=_("Words of danger"), help_text=_("Separated by commas, Chinese and English."), widget=forms.Textarea
    )
    exceptions = forms.CharField(
        label=_("Exceptions"),
        help_text=_("Phrases that contain such a word and mean something else."),
        widget=forms.Textarea,
        required=False,
    )
    note = forms.CharField(label=_("Why this is changed"), max_length=300)
