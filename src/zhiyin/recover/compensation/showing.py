"""An award ready to be shown: worth, state, the rule behind it, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.compensation import policy, wording
from zhiyin.recover.compensation.budgets import State
from zhiyin.recover.compensation.forms import JudgementForm
from zhiyin.recover.compensation.kinds import FAILURES, ROLE_NAMES
from zhiyin.recover.compensation.models import Approval, Award, Budget, Deputy, Signal
from zhiyin.recover.compensation.ranges import Proposal
from zhiyin.recover.compensation.register import KINDS, POINTS
from zhiyin.recover.compensation.rulings import name_of

TONES = {policy.GRANTED: "good", policy.WAITING: "soon", policy.REFUSED: "plain", policy.REVERSED: "plain"}
ICONS = {
    policy.GRANTED: "check-circle",
    policy.WAITING: "clock",
    policy.REFUSED: "x-circle",
    policy.REVERSED: "arrow-uturn-left",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An award with what a template needs."""

    award: Award

    @property
    def worth(self) -> str:
        """The kind and what it is worth, in words."""
        kind = self.award.get_kind_display()
        if not self.award.amount_minor:
            return kind
        if self.award.currency == POINTS:
            return wording.worth(self.award.kind, self.award.amount_minor, self.award.currency)
        return f"{kind} {wording.worth(self.award.kind, self.award.amount_minor, self.award.currency)}"

    @property
    def tone(self) -> str:
        return TONES[self.award.state]

    @property
    def icon(self) -> str:
        return ICONS[self.award.state]

    @property
    def why(self) -> str:
        """What it is for, in one line."""
        if self.award.breach_id is None:
            return self.award.reason or name_of(self.award)[0]
        what = {
            "first_reply": _("The promise of a first reply was broken"),
            "solution": _("The promise of a solution was broken"),
        }
        return what.get(self.award.promise_name, _("A promise was broken"))

    @property
    def rule(self) -> str:
        """Which row of which version decided it, or which other rule; "" where a person did."""
        if self.award.policy_row is None:
            return name_of(self.award)[0]
        facts = {"row": self.award.policy_row + 1, "version": self.award.policy_version}
        if self.award.policy_version:
            return _("Row %(row)s of version %(version)s") % facts
        return _("Row %(row)s of the rule that came with the house") % facts

    @property
    def rule_of(self) -> str:
        """The policy whose row that is."""
        return "compensation" if self.award.breach_id else "remedies"

    @property
    def rule_address(self) -> str:
        """Where the other rule stands that gave it by itself; "" where a policy did."""
        return name_of(self.award)[1]

    @property
    def range(self) -> str:
        """The range in which a person chose freely, in words; "" where there was none."""
        least, most = self.award.least_minor, self.award.most_minor
        if least is None or most is None:
            return ""
        return _between(least, most, self.award.currency)

    @property
    def failure(self) -> Any:
        return dict(FAILURES).get(self.award.failure, "")

    @property
    def approval(self) -> Approval | None:
        return getattr(self.award, "approval", None)

    @property
    def escalations(self) -> list[dict[str, Any]]:
        """From which role to which it was passed on, and when."""
        if self.approval is None:
            return []
        return [
            {
                "from_name": ROLE_NAMES.get(one.from_role, one.from_role),
                "to_name": ROLE_NAMES.get(one.to_role, one.to_role),
                "was_due_at": one.was_due_at,
                "at": one.at,
            }
            for one in sorted(self.approval.escalations.all(), key=lambda one: one.level)
        ]

    @property
    def needed(self) -> str:
        return wording.worth("", self.approval.needed_minor, self.award.currency) if self.approval else ""

    @property
    def limit(self) -> str:
        return wording.worth("", self.approval.limit_minor, self.award.currency) if self.approval else ""

    @property
    def asked_role(self) -> Any:
        """Who can decide it, by role; "" if nobody can."""
        return ROLE_NAMES.get(self.approval.role, "") if self.approval else ""

    @property
    def role(self) -> Any:
        return ROLE_NAMES.get(self.award.role, self.award.role)


def shown_all(awards: Iterable[Award]) -> list[Shown]:
    """Awards ready to be shown."""
    return [Shown(one) for one in awards]


def _between(least: int, most: int, currency: str) -> str:
    facts = {"least": wording.worth("", least, currency), "most": wording.worth("", most, currency)}
    return _("%(least)s to %(most)s") % facts


def range_in_words(proposed: Proposal) -> str:
    """What a rule proposes: the kind, the amount, the range."""
    facts = {
        "kind": KINDS[proposed.kind].label if proposed.kind in KINDS else proposed.kind,
        "amount": wording.worth("", proposed.amount_minor, proposed.currency),
        "range": _between(proposed.least_minor, proposed.most_minor, proposed.currency),
    }
    return _("Proposed: %(kind)s, %(amount)s. Within %(range)s nobody else is asked.") % facts


def budget_in_words(budget: Budget) -> str:
    """What a budget allows, in words."""
    if budget.amount_minor is None:
        return _("no bound")
    facts = {"amount": wording.worth("", budget.amount_minor, budget.currency), "period": budget.get_period_display()}
    return _("%(amount)s %(period)s") % facts


def shown_budgets(states: Iterable[State]) -> list[dict[str, Any]]:
    """Budgets with what was used and what is left, ready to be shown."""
    return [
        {
            "unit": one.budget.unit,
            "words": budget_in_words(one.budget),
            "used": wording.worth("", one.used_minor, one.budget.currency),
            "left": wording.worth("", max(one.left_minor, 0), one.budget.currency),
            "over": wording.worth("", -one.left_minor, one.budget.currency) if one.left_minor < 0 else "",
            "used_minor": min(one.used_minor, one.amount_minor),
            "amount_minor": max(one.amount_minor, 1),
        }
        for one in states
    ]


def shown_deputies(deputies: Iterable[Deputy], actor: Actor) -> list[dict[str, Any]]:
    """Deputies, and whether the reader may end their time."""
    return [
        {
            "deputy": one,
            "last_at": one.until_at - timedelta(seconds=1),
            "may_end": one.person_id == actor.id or actor.may("deputy.name"),
        }
        for one in deputies
    ]


LINKS = {
    "email": gettext_lazy("an e-mail address"),
    "phone": gettext_lazy("a phone number"),
    "wechat": gettext_lazy("a WeChat account"),
    "telegram": gettext_lazy("a Telegram account"),
    "visitor": gettext_lazy("a browser"),
    "external": gettext_lazy("a number in another system"),
    "address": gettext_lazy("an address"),
    "device": gettext_lazy("a device"),
    "card": gettext_lazy("a card"),
    "account": gettext_lazy("a bank account"),
}


def shown_signals(
    signals: Iterable[Signal], customers: Mapping[UUID, Customer], awards: Mapping[UUID, Award]
) -> list[dict[str, Any]]:
    """Signals with the customers and awards that they name, in words."""
    return [
        {
            "signal": one,
            "facts": _facts_in_words(one),
            "customers": [customers[id] for text in one.facts.get("customers", ()) if (id := UUID(text)) in customers],
            "awards": shown_all(awards[id] for text in one.facts.get("awards", ()) if (id := UUID(text)) in awards),
            "form": JudgementForm(auto_id=f"j{one.id.hex}_%s"),
        }
        for one in signals
    ]


def _facts_in_words(signal: Signal) -> list[str]:
    facts = signal.facts
    sums = ", ".join(wording.worth("", minor, currency) for currency, minor in facts.get("sums", {}).items())
    words = [
        _("%(n)s awards within %(days)s days, %(sums)s altogether")
        % {"n": facts.get("claims", 0), "days": facts.get("window_days", 0), "sums": sums}
    ]
    if "links" in facts:
        links = ", ".join(str(LINKS.get(one, one)) for one in facts["links"])
        words.append(_("%(n)s customers share %(links)s") % {"n": facts["members"], "links": links})
    if "p" in facts:
        rate = {"rate": facts["peers_rate"], "n": facts["peers"]}
        words.append(_("the others: %(rate)s on average (n = %(n)s)") % rate)
        words.append(_("chance of that or more: p = %(p)s") % {"p": f"{facts['p']:.2g}"})
    if "times" in facts:
        words.append(
            _("%(times)s times what is usual among %(n)s others") % {"times": facts["times"], "n": facts["peers"]}
        )
    return words
