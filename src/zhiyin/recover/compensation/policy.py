"""Who may grant how much, in which range, out of which budget. Pure.

M80: a limit for one incident, a cap for a period; split payments add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext_lazy as _

WAITING, GRANTED, REFUSED, REVERSED = "waiting", "granted", "refused", "reversed"
#: what uses up authority
COUNTING_STATES = (WAITING, GRANTED)

#: the period of the cap, in days
PERIOD_DAYS = 30

WithinOrWhy = Literal["", "limit", "cap"]
WHY_BEYOND = (
    ("limit", _("more than the role may give for one incident")),
    ("cap", _("more than the role may give within 30 days")),
    ("range", _("outside the range of the rule")),
    ("budget", _("beyond the budget of the unit")),
    ("two_people", _("an amount on which two people decide")),
)


@dataclass(frozen=True, slots=True)
class Authority:
    """What a role may grant, in minor units: for one incident, and altogether within the period."""

    role: str
    limit_minor: int
    cap_minor: int


def beyond(amount: int, in_case: int, in_period: int, authority: Authority) -> WithinOrWhy:
    """Why an amount goes beyond an authority, or "" if it is within.

    Within iff what the case got before plus the amount is at most the limit, and what was given in the period plus the
    amount is at most the cap. All amounts in minor units of one currency.

    >>> [beyond(one, 0, 0, Authority("agent", 200000, 1000000)) for one in (199999, 200000, 200001)]
    ['', '', 'limit']
    """
    if amount <= 0:
        return ""
    if in_case + amount > authority.limit_minor:
        return "limit"
    if in_period + amount > authority.cap_minor:
        return "cap"
    return ""


def strongest(roles: Iterable[str], authorities: Mapping[str, Authority]) -> Authority:
    """Of someone's roles, the authority with the highest limit; nothing at all for roles that have none."""
    held = [authorities[role] for role in roles if role in authorities]
    return max(held, key=lambda one: (one.limit_minor, one.cap_minor), default=Authority("", 0, 0))


def first_that_suffices(needed: int, authorities: Iterable[Authority]) -> str:
    """The role with the smallest limit that still reaches `needed`; "" if none does."""
    enough = [one for one in authorities if one.limit_minor >= needed]
    return min(enough, key=lambda one: one.limit_minor).role if enough else ""


def next_above(role: str, authorities: Iterable[Authority]) -> str:
    """The role with the smallest limit above that of `role`; "" above the highest.

    >>> three = [Authority("agent", 200, 0), Authority("lead", 1000, 0), Authority("executive", 5000, 0)]
    >>> [next_above(one, three) for one in ("agent", "lead", "executive", "")]
    ['lead', 'executive', '', 'agent']
    """
    limits = {one.role: one.limit_minor for one in authorities}
    above = [one for one in limits if limits[one] > limits.get(role, 0)]
    return min(above, key=lambda one: limits[one], default="")


def outside(amount: int, least: int | None, most: int | None) -> bool:
    """Whether an amount leaves the range of a rule, both ends included. No range holds everything.

    >>> [outside(one, 1000, 5000) for one in (999, 1000, 5000, 5001)], outside(7, None, None)
    ([True, False, False, True], False)
    """
    return (least is not None and amount < least) or (most is not None and amount > most)


Period = Literal["month", "quarter", "year"]
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def period_of(day: date, period: Period) -> tuple[date, date]:
    """The calendar month, quarter or year that a day is in: its first day, and the first day after it.

    >>> [str(one) for one in period_of(date(2025, 12, 31), "quarter")]
    ['2025-10-01', '2026-01-01']
    """
    months = _MONTHS[period]
    first = (day.month - 1) // months * months
    following = first + months
    return date(day.year, first + 1, 1), date(day.year + following // 12, following % 12 + 1, 1)


#: wordings of an apology, by how often we have apologised to this customer before
FIRST, AGAIN, OFTEN = "first", "again", "often"
#: wordings when an approval lets us name the compensation, and when a person gives one of their own accord
GRANTED_LATER, GOODWILL = "granted_later", "goodwill"


def wording(apologies_before: int) -> str:
    """Which wording fits, after so many earlier apologies to the same customer."""
    if apologies_before == 0:
        return FIRST
    return AGAIN if apologies_before == 1 else OFTEN


#: the same template more often than this to one customer is flagged as canned (M79)
CANNED_AFTER = 3
