"""Call backs and follow-ups ready to be shown: what is behind them, the customer's words, how to reach them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.customers.models import Identity
from zhiyin.listen.surveys.reads import answers_in_case
from zhiyin.recover.followup.forms import CallForm, FollowUpForm
from zhiyin.recover.followup.models import CallBack, FollowUp
from zhiyin.recover.followup.policy import SCALES


@dataclass(frozen=True, slots=True)
class Shown:
    """A call back with what a template needs."""

    call_back: CallBack
    reach: list[Identity]
    words: str
    form: CallForm

    @property
    def answer(self) -> str:
        """The bad answer in words."""
        facts = {"score": self.call_back.score, "scale": SCALES.get(self.call_back.kind, 10)}
        if self.call_back.kind == "nps":
            return _("Recommends us %(score)s of %(scale)s") % facts
        if self.call_back.kind == "ces":
            return _("Ease %(score)s of %(scale)s") % facts
        return _("Satisfaction %(score)s of %(scale)s") % facts

    @property
    def tries(self) -> list[Any]:
        return sorted(self.call_back.attempts.all(), key=lambda one: one.at)


def shown_all(call_backs: Sequence[CallBack]) -> list[Shown]:
    """Call backs ready to be shown: identities in one statement, the customers' words in one a case."""
    reach = _reach(one.customer_id for one in call_backs)
    return [
        Shown(one, reach.get(one.customer_id, []), _words(one), CallForm(auto_id=f"c{one.id.hex}_%s"))
        for one in call_backs
    ]


@dataclass(frozen=True, slots=True)
class FollowUpShown:
    """A follow-up with what a template needs; `early` while it is too soon to ask."""

    follow_up: FollowUp
    reach: list[Identity]
    form: FollowUpForm
    early: bool

    @property
    def good(self) -> bool:
        return self.follow_up.outcome == FollowUp.Outcome.SOLVED


def follow_ups_shown(found: Sequence[FollowUp], now: datetime) -> list[FollowUpShown]:
    """Follow-ups ready to be shown, identities in one statement."""
    reach = _reach(one.customer_id for one in found)
    return [
        FollowUpShown(one, reach.get(one.customer_id, []), FollowUpForm(auto_id=f"f{one.id.hex}_%s"), now < one.from_at)
        for one in found
    ]


def _reach(customer_ids: Iterable[Any]) -> dict[Any, list[Identity]]:
    """How these customers are reached, in one statement."""
    reach: dict[Any, list[Identity]] = {}
    for identity in Identity.objects.filter(
        customer__in=list(customer_ids), kind__in=("phone", "email", "wechat")
    ).order_by("-kind", "id"):
        reach.setdefault(identity.customer_id, []).append(identity)
    return reach


def _words(call_back: CallBack) -> str:
    """What the customer wrote beside the score."""
    if call_back.case_id is None:
        return ""
    written = [
        answer.text
        for answer in answers_in_case(call_back.case_id)
        if answer.invitation_id == call_back.invitation_id and answer.text
    ]
    return "\n".join(written)
