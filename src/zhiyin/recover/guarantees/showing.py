"""Guarantees, receipts and returns ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.listen.channels.reads import kinds_of_channel
from zhiyin.recover.compensation.register import KINDS
from zhiyin.recover.compensation.wording import worth
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.models import Guarantee, Return, Version
from zhiyin.recover.guarantees.public import DAYS, PROMISES, Rate, rate_of
from zhiyin.recover.guarantees.reads import Paid, in_force, paid_by, versions_of
from zhiyin.recover.guarantees.wording import text_of

CHECKS = {
    policy.UNCONDITIONAL: gettext_lazy("Unconditional, or few conditions"),
    policy.EASY: gettext_lazy("Easy to understand"),
    policy.MEANINGFUL: gettext_lazy("Meaningful: at least what the general rule gives"),
    policy.INVOKED: gettext_lazy("Easy to invoke: nothing to claim, or one link"),
    policy.COLLECTED: gettext_lazy("Quick to collect: granted within five minutes"),
    policy.MEASURABLE: gettext_lazy("Measured from events"),
    policy.AUTOMATIC: gettext_lazy("The remedy comes by itself"),
    policy.SAME_TEXT: gettext_lazy("The same text in every channel, in both languages"),
    policy.RATE_PUBLIC: gettext_lazy("Its kept rate is public"),
}
HELD = {
    True: (pgettext_lazy("check", "yes"), "good", "check-circle"),
    False: (pgettext_lazy("check", "no"), "soon", "exclamation-triangle"),
    None: (pgettext_lazy("check", "not known yet"), "plain", "question-mark-circle"),
}


def remedy(version: Version) -> str:
    """What it gives, in words."""
    kind = KINDS.get(version.kind)
    label = str(kind.label) if kind else version.kind
    if not version.amount_minor:
        return label
    return f"{label} {worth(version.kind, version.amount_minor, version.currency)}"


def answers_to(version: Version) -> str:
    """What it answers to, in words."""
    if version.trigger == policy.BREACH:
        kinds = dict(kinds_of_channel())
        channels = _(", ").join(str(kinds.get(one, one)) for one in version.channels) or _("all channels")
        return _("Broken: %(promise)s (%(channels)s)") % {
            "promise": PROMISES.get(version.name, version.name),
            "channels": channels,
        }
    if version.trigger == policy.EVIDENCE:
        if version.fact:
            facts = {"type": version.name, "fact": version.fact, "least": version.at_least}
            return _("Event %(type)s with %(fact)s ≥ %(least)s") % facts
        return _("Event %(type)s") % {"type": version.name}
    return _("Asked for: %(right)s") % {"right": version.name}


@dataclass(frozen=True, slots=True)
class Shown:
    """A guarantee with what a page says of it."""

    guarantee: Guarantee
    versions: list[Version]
    current: Version | None
    rate: Rate | None
    paid: Paid

    @property
    def newest(self) -> Version:
        return self.versions[0]

    @property
    def text(self) -> str:
        return text_of(self.current or self.newest)

    @property
    def remedy(self) -> str:
        return remedy(self.current or self.newest)

    @property
    def answers_to(self) -> str:
        return answers_to(self.current or self.newest)

    @property
    def coming(self) -> Version | None:
        """The version that begins later, if the newest one does."""
        return self.newest if self.newest != self.current and self.newest.active else None

    @property
    def checks(self) -> list[tuple[Any, Any, str, str]]:
        """The checklist: what, whether it holds in words, tone, icon."""
        one = self.current or self.newest
        weighed = policy.Weighed(
            one.text_zh,
            one.text_en,
            one.trigger,
            one.audience,
            bool(one.channels) + bool(one.fact),
            one.amount_minor,
            _usual(one),
            self.paid.n,
            self.paid.at_once,
        )
        return [(CHECKS[name], *HELD[held]) for name, held in policy.checklist(weighed).items()]


def _usual(version: Version) -> int | None:
    """What the general rule gives an ordinary customer for such a failure; None where it does not speak of it."""
    if version.trigger == policy.RIGHT:
        return None
    promise = version.name if version.trigger == policy.BREACH else "solution"
    facts = {"promise": promise, "priority": 3, "value_band": "unknown", "value_at_risk": 0, "history": 0}
    outcome = all_in_force("compensation")["compensation"].decide(facts).outcome
    return int(outcome["amount_minor"]) if outcome["currency"] == version.currency else None


def shown_all(guarantees: list[Guarantee], now: datetime) -> list[Shown]:
    """Guarantees ready to be shown: two statements, and one for each kept rate."""
    histories = versions_of([one.id for one in guarantees])
    ids = [version.id for those in histories.values() for version in those]
    since = now - timedelta(days=DAYS)
    paid = paid_by(ids, since, now)
    found = []
    for one in guarantees:
        history = histories[one.id]
        if not history:
            continue
        current = in_force(history, now)
        rate = rate_of(current, history, since, now) if current else None
        found.append(Shown(one, history, current, rate, _sum(history, paid)))
    return found


def _sum(versions: list[Version], paid: dict[Any, Paid]) -> Paid:
    those = [paid[one.id] for one in versions if one.id in paid]
    return Paid(sum(one.n for one in those), sum(one.amount_minor for one in those), sum(one.at_once for one in those))


VERDICT_TONES = {policy.COVERED: "good", policy.LATE: "plain", policy.EXCLUDED: "plain", policy.UNKNOWN: "soon"}
VERDICT_ICONS = {
    policy.COVERED: "check-circle",
    policy.LATE: "clock",
    policy.EXCLUDED: "minus-circle",
    policy.UNKNOWN: "question-mark-circle",
}


@dataclass(frozen=True, slots=True)
class ShownReturn:
    """A return with its decision in words."""

    row: Return

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.row.verdict]

    @property
    def icon(self) -> str:
        return VERDICT_ICONS[self.row.verdict]

    @property
    def why(self) -> str:
        """The decision explained, with the reason of each exclusion."""
        row = self.row
        chinese = (get_language() or "").startswith("zh")
        if row.verdict == policy.EXCLUDED:
            names = (_(", ")).join(one["zh" if chinese else "en"] for one in row.excluded)
            return _("The right to return does not cover %(what)s.") % {"what": names}
        if row.verdict == policy.UNKNOWN:
            return _("We do not know yet when you received it. A person looks into it and tells you.")
        days = {"days": row.days}
        if row.verdict == policy.LATE:
            return _("The %(days)s days after the day of receipt are over.") % days
        return _("You asked within the %(days)s days after the day of receipt. No reason is needed.") % days
