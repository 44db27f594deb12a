"""What a guarantee owes for what happened. Pure: facts and rules in, payouts out, so that a replay gives the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

#: what a guarantee answers to: a broken promise of ours, an event that another program tells, a right that is asked for
BREACH, EVIDENCE, RIGHT = "breach", "evidence", "right"
PUBLIC, CONTRACT, INTERNAL = "public", "contract", "internal"
#: the type of the event that tells when goods were received
RECEIVED = "order.received"
#: the remedy is granted within this, in seconds (M84)
AT_ONCE_SECONDS = 300
#: fewer than this say too little about a share (B0)
ENOUGH = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """What happened to a customer: a promise called `name` on a `channel` was broken, or an event of type `name` was told.

    `at` decides which rules held: when the promise was given, or when the event happened. What we promised ourselves alone
    (`internal`) is guaranteed to nobody.
    """

    trigger: str
    name: str
    at: datetime
    channel: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a guarantee's rule. No `channels` are all. With `fact`, the event must tell at least `at_least` of it.

    One that is not `active` ends the guarantee from its time on.
    """

    guarantee: str
    id: UUID
    number: int
    from_at: datetime
    trigger: str
    name: str
    channels: frozenset[str]
    fact: str
    at_least: int
    kind: str
    amount_minor: int
    currency: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Payout:
    """What is due, and which version of which guarantee says so."""

    guarantee: str
    version_id: UUID
    version: int
    kind: str
    amount_minor: int
    currency: str


def payout(fact: Fact, terms: Terms) -> Payout | None:
    """What one version of a rule owes for what happened; None where it owes nothing.

    Nothing but the arguments decides: the same facts and the same version give the same payout for ever.
    """
    if not terms.active or terms.trigger != fact.trigger or terms.name != fact.name or fact.at < terms.from_at:
        return None
    if fact.internal:
        return None
    if terms.trigger == BREACH and terms.channels and fact.channel not in terms.channels:
        return None
    if terms.fact and not reached(fact.told, terms):
        return None
    return Payout(terms.guarantee, terms.id, terms.number, terms.kind, terms.amount_minor, terms.currency)


def reached(told: Mapping[str, Any], terms: Terms) -> bool:
    """Whether an event tells enough of the fact that a rule asks for. What is told without the fact reaches nothing."""
    value = told.get(terms.fact)
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= terms.at_least


def held_at(rules: Iterable[Terms], at: datetime) -> list[Terms]:
    """Of each guarantee the version that was in force at a time."""
    newest: dict[str, Terms] = {}
    for one in rules:
        known = newest.get(one.guarantee)
        if one.from_at <= at and (known is None or known.number < one.number):
            newest[one.guarantee] = one
    return list(newest.values())


def decided(fact: Fact, rules: Iterable[Terms]) -> Payout | None:
    """What is due by the rules of that time. Several speak of it: the one that gives most, then the first by name."""
    due = [one for terms in held_at(rules, fact.at) if (one := payout(fact, terms)) is not None]
    return min(due, key=lambda one: (-one.amount_minor, one.guarantee), default=None)


#: what becomes of a wish to return something
COVERED, LATE, EXCLUDED, UNKNOWN = "covered", "late", "excluded", "unknown"


def verdict(*, received: bool, late: bool, excluded: bool) -> str:
    """What a return is: too late before excluded, for who is late need not read a list; unknown while nobody told us when
    it was received."""
    if excluded and not (received and late):
        return EXCLUDED
    if not received:
        return UNKNOWN
    return LATE if late else COVERED


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the checklist looks at (definitions.md B11). `None` is what is not known yet."""

    text_zh: str
    text_en: str
    trigger: str
    audience: str
    conditions: int
    amount_minor: int
    usual_minor: int | None
    granted: int
    at_once: int


#: at most so many conditions are few
FEW = 2
#: so long may a text be to be understood at a glance: characters in Chinese, words in English
SHORT_ZH, SHORT_EN = 60, 30

UNCONDITIONAL, EASY, MEANINGFUL, INVOKED, COLLECTED, MEASURABLE, AUTOMATIC, SAME_TEXT, RATE_PUBLIC = (
    "unconditional",
    "easy",
    "meaningful",
    "invoked",
    "collected",
    "measurable",
    "automatic",
    "same_text",
    "rate_public",
)


def checklist(about: Weighed) -> dict[str, bool | None]:
    """Hart's criteria and ours, each held, not held, or not known yet (None).

    Meaningful: at least what the general rule gives for such a failure. Quick to collect: every remedy lately was granted
    within five minutes. What a machine triggers is measurable, automatic and needs no claim; a right is asked for.
    """
    both = bool(about.text_zh.strip() and about.text_en.strip())
    short = len(about.text_zh) <= SHORT_ZH and len(about.text_en.split()) <= SHORT_EN
    by_itself = about.trigger in (BREACH, EVIDENCE)
    return {
        UNCONDITIONAL: about.conditions <= FEW,
        EASY: both and short,
        MEANINGFUL: None if about.usual_minor is None else about.amount_minor >= about.usual_minor,
        INVOKED: True,
        COLLECTED: None if not about.granted else about.at_once == about.granted,
        MEASURABLE: True,
        AUTOMATIC: by_itself,
        SAME_TEXT: both,
        RATE_PUBLIC: about.audience == PUBLIC,
    }
