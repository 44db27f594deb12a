"""Bands of value and signs of risk. Pure: amounts and facts in, band and reasons out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Band = Literal["low", "middle", "high"]
Level = Literal["low", "middle", "high"]

#: how far back each sign is looked for, in days
BREACH_DAYS, SCORE_DAYS, MOOD_DAYS, ORDERS_DAYS = 30, 60, 14, 90
#: points that each sign adds, and the points from which the risk is middle and high
POINTS = {"broken_promise": 2, "bad_score": 2, "fewer_orders": 2, "angry": 1, "reopened": 1}
MIDDLE_FROM, HIGH_FROM = 2, 4
#: answers that count as bad: satisfaction 1–2 of 5, recommendation 0–6 of 10; and as good: 4–5, 9–10
BAD = {"csat": 2, "nps": 6}
GOOD = {"csat": 4, "nps": 9}


def band_of(amount_minor: int, middle_above: int, high_above: int) -> Band:
    """The band of an amount. Equal amounts share a band."""
    if amount_minor > high_above:
        return "high"
    return "middle" if amount_minor > middle_above else "low"


class Sign(NamedTuple):
    """One fact about a customer that may mean risk: its code, a number, and when it was last so."""

    code: str
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Risk:
    """How likely the customer is to leave, and why: codes with numbers, in falling weight."""

    level: Level
    reasons: tuple[dict[str, Any], ...]

    def as_trait(self) -> dict[str, Any]:
        return {"level": self.level, "reasons": list(self.reasons)}


def risk_of_signs(signs: Iterable[Sign]) -> Risk | None:
    """The risk that signs add up to; None without any. A good answer after a broken promise heals it."""
    by_code = {sign.code: sign for sign in signs}
    healed = by_code.pop("good_score", None)
    for code in ("broken_promise", "reopened", "angry", "bad_score"):
        if healed and code in by_code and by_code[code].at < healed.at:
            del by_code[code]
    found = sorted((sign for sign in by_code.values() if sign.code in POINTS), key=lambda s: (-POINTS[s.code], s.code))
    if not found:
        return None
    points = sum(POINTS[sign.code] for sign in found)
    level: Level = "high" if points >= HIGH_FROM else "middle" if points >= MIDDLE_FROM else "low"
    return Risk(level, tuple({"code": one.code, "number": one.number, "at": one.at.isoformat()} for one in found))


def in_words(reason: dict[str, Any] | str) -> str:
    """A reason in the reader's language."""
    if isinstance(reason, str):
        return reason
    number = int(reason.get("number", 0))
    match reason.get("code"):
        case "broken_promise":
            return ngettext(
                "%(n)d promise broken in the last %(days)d days",
                "%(n)d promises broken in the last %(days)d days",
                number,
            ) % {"n": number, "days": BREACH_DAYS}
        case "bad_score":
            return _("gave %(n)d in the last survey") % {"n": number}
        case "fewer_orders":
            return _("%(n)d%% fewer orders than in the %(days)d days before") % {"n": number, "days": ORDERS_DAYS}
        case "angry":
            return _("%(n)d negative messages in the last %(days)d days") % {"n": number, "days": MOOD_DAYS}
        case "reopened":
            return ngettext("%(n)d case had to be reopened", "%(n)d cases had to be reopened", number) % {"n": number}
    return str(reason.get("code", ""))
