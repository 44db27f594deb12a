"""Forms about a customer: join two, note a consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhiyin.face.customer_words import PURPOSES
from zhiyin.kernel.customers.actions import merge, note_consent
from zhiyin.kernel.customers.models import Consent, Customer, Merge
from zhiyin.kernel.customers.reads import customers_seen_by
from zhiyin.kernel.people.actor import Actor


class MergeForm(forms.Form):
    """Which other customer is the same one, and why we think so."""

    number = forms.IntegerField(
        label=_("Number of the other customer"),
        min_value=1,
        error_messages={"invalid": _("Give the number that stands beside the other customer’s name.")},
    )
    reason = forms.CharField(
        label=_("How do we know?"),
        max_length=300,
        help_text=_("Stays on the timeline. A merge can be taken back at any time."),
    )

    def __init__(self, actor: Actor, customer: Customer, data: Any = None) -> None:
        super().__init__(data, prefix="merge")
        self.actor, self.customer = actor, customer

    def clean_number(self) -> Customer:
        other = customers_seen_by(self.actor).filter(number=self.cleaned_data["number"]).first()
        if other is None:
            raise ValidationError(_("There is no customer with this number. Look it up in the list of customers."))
        if other.whole_or_self_id == self.customer.whole_or_self_id:
            raise ValidationError(_("That is this customer already."))
        return other

    def carry_out(self) -> Merge | None:
        """Join the other customer into this one."""
        other = self.cleaned_data["number"]
        return merge(other, self.customer, self.cleaned_data["reason"], at=timezone.now(), by=self.actor)


class ConsentForm(forms.Form):
    """For which purpose, given or withdrawn, and how we know."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=PURPOSES)
    given = forms.TypedChoiceField(
        label=_("The customer"),
        choices=(("yes", _("gave consent")), ("no", _("refused or withdrew it"))),
        coerce=lambda value: value == "yes",
    )
    source = forms.CharField(
        label=_("How do we know?"), max_length=200, help_text=_("“By telephone on 3 May”, “form on the web site” …")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="consent")

    def note(self, customer: Customer, actor: Actor) -> Consent:
        """Note it."""
        told = self.cleaned_data
        return note_consent(customer.id, told["purpose"], told["given"], told["source"], at=timezone.now(), by=actor)
