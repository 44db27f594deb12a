"""Who may grant how much. Pure. (M80: a limit for one incident, a cap for a period; split payments add up)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
