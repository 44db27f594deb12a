"""The phone as a kind of channel, and the policy of what is said in a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.listen.channels.models import Delivery
from zhiyin.listen.channels.provider import Provider, Receipt, Refused, offer
from zhiyin.listen.phone.checking import checks
from zhiyin.listen.phone.noting import was_logged
from zhiyin.listen.phone.reading import read
from zhiyin.listen.phone.script import lines_of
from zhiyin.listen.phone.taking import take


def hand_over(delivery: Delivery) -> Receipt:
    """Nothing can be written to a telephone."""
    raise Refused(gettext("Nothing can be written to a phone. Call back, or answer by another channel."))


def fields() -> Mapping[str, forms.Field]:
    """What a telephone system is asked for."""
    return {
        "signing_secret": forms.CharField(
            label=_("Secret that signs the events"),
            required=False,
            min_length=20,
            max_length=200,
            help_text=_(
                "At least 20 letters and digits that you make up; give the same to the telephone system. Left empty, it "
                "needs an API key."
            ),
        )
    }


def _no_steps(value: Any) -> str:
    return "" if lines_of(str(value)) else gettext("Name at least one step.")


PHONE = offer(
    Provider(
        kind="phone",
        label=pgettext_lazy("channel", "Phone"),
        about=_(
            "Your telephone system (CTI) tells of calls, signed or with an API key. Who calls is shown while it rings."
        ),
        icon="phone",
        identity="phone",
        read=read,
        hand_over=hand_over,
        received=was_logged,
        fields=fields,
        secrets=frozenset({"signing_secret"}),
        take=take,
        checks=checks,
    )
)

CALL_SCRIPT = declare(
    "call_script",
    label=_("What is said in a call"),
    about=_(
        "The steps that an agent ticks during a call, separated by semicolons. greet, name, verify, summary, next_step and "
        "close have words in both languages; anything else is shown as you write it."
    ),
    facts=(
        Fact("queue", _("Queue"), kind="text"),
        Fact("topic", _("Topic"), kind="text"),
        Fact(
            "direction",
            _("Direction"),
            choices=(("in", pgettext_lazy("call", "incoming")), ("out", pgettext_lazy("call", "outgoing"))),
        ),
    ),
    outcomes=(Outcome("steps", _("Steps"), kind="text", check=_no_steps),),
    default=({"when": {}, "then": {"steps": "greet; name; summary; next_step; close"}},),
)
