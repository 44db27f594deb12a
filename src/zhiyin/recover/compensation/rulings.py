"""Rules that decide before the policy "compensation": a later room's word on what a breach brings, filled in by that room.

    @decides_first
    def guaranteed(breaches: Mapping[UUID, Breach]) -> dict[UUID, Ruling]: ...

What is ruled replaces what the policy would have given for the same breach, never adds to it. Its amount was decided when
the rule was put in force, so it waits for no approval and uses nobody's authority.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zhiyin.recover.compensation.models import Award

#: stands as the role of an award that a rule gave by itself
RULED = "guarantee"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule gives for a breach: kind and amount, and which version of which rule says so."""

    kind: str
    amount_minor: int
    currency: str
    version_id: UUID
    version: int


#: many breaches by id to what is ruled for some of them, in few statements
Rule = Callable[[Mapping[UUID, Any]], Mapping[UUID, Ruling]]
#: many awards that were ruled (with their customers' languages) to a paragraph of our letter about each
Telling = Callable[[Sequence[tuple[Award, str]]], Mapping[UUID, str]]
#: a version's id to its name in the reader's language, and its address
Naming = Callable[[UUID], tuple[str, str]]

_RULES: list[Rule] = []
_TELLINGS: list[Telling] = []
_NAMINGS: list[Naming] = []


def decides_first(rule: Rule) -> Rule:
    """Ask this rule before the policy."""
    _RULES.append(rule)
    return rule


def tells(telling: Telling) -> Telling:
    """Let letters about ruled awards say this too."""
    _TELLINGS.append(telling)
    return telling


def names(naming: Naming) -> Naming:
    """Let pages name the rule behind a ruled award."""
    _NAMINGS.append(naming)
    return naming


def rulings(breaches: Mapping[UUID, Any]) -> dict[UUID, Ruling]:
    """What is ruled for these breaches; those that no rule speaks of are left to the policy."""
    found: dict[UUID, Ruling] = {}
    for rule in _RULES if breaches else ():
        found |= rule({id: one for id, one in breaches.items() if id not in found})
    return found


def told(awards: Sequence[tuple[Award, str]]) -> dict[UUID, str]:
    """What letters about these awards say beside the gift: award id to a paragraph in the language beside the award."""
    ruled = [(award, language) for award, language in awards if award.role == RULED]
    found: dict[UUID, str] = {}
    for telling in _TELLINGS if ruled else ():
        found |= telling(ruled)
    return found


def name_of(award: Award) -> tuple[str, str]:
    """The rule that gave an award by itself, in words, and its address; blank where a policy or a person did."""
    if award.role == RULED and award.policy_version_id is not None:
        for naming in _NAMINGS:
            return naming(award.policy_version_id)
    return "", ""
