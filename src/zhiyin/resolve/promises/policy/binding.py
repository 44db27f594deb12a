"""Which promise binds when several rules apply to one: the strictest, and the law's is never moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zhiyin.resolve.promises.policy.clock import Clock

PUBLIC, CONTRACT, INTERNAL, STATUTORY = "public", "contract", "internal", "statutory"
#: to whom a promise was given, the hardest to move first: of two that end together the harder one binds
AUDIENCES = (STATUTORY, CONTRACT, PUBLIC, INTERNAL)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a decision table that promises something: of which policy and version, to whom, how long, by what."""

    key: str
    row: int
    version: int
    audience: str
    minutes: int
    calendar: str
    basis: str = ""
    source: Any = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule with its clock."""

    rule: Rule
    clock: Clock

    @property
    def due_at(self) -> datetime:
        return self.clock.due_at


def strictest(counted: Sequence[Counted]) -> Counted:
    """Of the rules that apply, the one that binds: the earliest due; of equals the harder audience, then the first.

    Raises `ValueError` for none.
    """
    if not counted:
        raise ValueError("no rule applies")
    return min(counted, key=lambda one: (one.due_at, AUDIENCES.index(one.rule.audience)))


def locked_due(counted: Sequence[Counted], known: datetime | None = None) -> datetime | None:
    """The law's latest time: the earliest of the statutory rules and of what it was before; None without any.

    What the law promised once, no later rule lengthens.
    """
    times = [one.due_at for one in counted if one.rule.audience == STATUTORY]
    return min([*times, *([known] if known else [])], default=None)
