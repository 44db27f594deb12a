"""An award ready to be shown: worth, state, the rule behind it, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.recover.compensation import policy, wording
from zhiyin.recover.compensation.kinds import ROLE_NAMES
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.compensation.register import POINTS

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
            return self.award.reason
        what = {
            "first_reply": _("The promise of a first reply was broken"),
            "solution": _("The promise of a solution was broken"),
        }
        return what.get(self.award.promise_name, _("A promise was broken"))

    @property
    def rule(self) -> str:
        """Which row of which version decided it; "" where a person did."""
        if self.award.policy_row is None:
            return ""
        facts = {"row": self.award.policy_row + 1, "version": self.award.policy_version}
        if self.award.policy_version:
            return _("Row %(row)s of version %(version)s") % facts
        return _("Row %(row)s of the rule that came with the house") % facts

    @property
    def approval(self) -> Approval | None:
        return getattr(self.award, "approval", None)

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
