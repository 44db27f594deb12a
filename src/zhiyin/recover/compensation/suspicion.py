"""Which claims chance hardly explains: rings of linked customers, and who claims or gives more than others. Pure. (M94)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from statistics import median
from typing import TypeVar

from zhiyin.lib.stats import rate_ratio

S = TypeVar("S", bound=Hashable)

#: a number or address that so many customers share says nothing about any of them: a switchboard, a hotel
TOO_COMMON = 20
#: from so many others on somebody is compared with them
PEERS = 8
#: modified z above which an amount is far out (Iglewicz and Hoaglin 1993)
FAR_OUT = 3.5
#: where all others are given the same: so many times as much is far out
TIMES = 5


@dataclass(frozen=True, slots=True)
class Ring:
    """Customers who are linked with each other, and by what kinds of link."""

    members: frozenset[Hashable]
    links: tuple[str, ...]


def rings(shared: Iterable[tuple[str, str, S]], least: int) -> list[Ring]:
    """Groups of at least so many who are linked, directly or by others. `shared`: kind of link, its value, who has it.

    >>> found = rings([("phone", "1", "a"), ("phone", "1", "b"), ("card", "9", "b"), ("card", "9", "c")], 3)
    >>> sorted(found[0].members), found[0].links
    (['a', 'b', 'c'], ('card', 'phone'))
    """
    holders: dict[tuple[str, str], set[S]] = defaultdict(set)
    for kind, value, who in shared:
        holders[kind, value].add(who)
    head: dict[S, S] = {}

    def find(one: S) -> S:
        while head.setdefault(one, one) != one:
            head[one] = one = head[head[one]]
        return one

    links = {link: who for link, who in holders.items() if 1 < len(who) <= TOO_COMMON}
    for together in links.values():
        first, *others = together
        for other in others:
            head[find(other)] = find(first)
    members: dict[S, set[S]] = defaultdict(set)
    kinds: dict[S, set[str]] = defaultdict(set)
    for one in list(head):
        members[find(one)].add(one)
    for (kind, _value), together in links.items():
        kinds[find(next(iter(together)))].add(kind)
    return [Ring(frozenset(group), tuple(sorted(kinds[one]))) for one, group in members.items() if len(group) >= least]


def often(counts: Mapping[S, int], least: int, chance: float) -> dict[S, float]:
    """Who did something at least `least` times and more often than the others by more than chance: their p.

    Exact comparison of one's count with the rate of all others; `chance` is divided by how many are compared.
    """
    total, n = sum(counts.values()), len(counts)
    if n <= PEERS:
        return {}
    found = {}
    for one, count in counts.items():
        if count < least or count * (n - 1) <= total - count:
            continue
        p = rate_ratio(count, 1, total - count, n - 1).p
        if p < chance / n:
            found[one] = p
    return found


def much(amounts: Mapping[S, int]) -> dict[S, float]:
    """Whose sum is far above the others': how many times their median. By modified z of the logarithms."""
    worth = {one: amount for one, amount in amounts.items() if amount > 0}
    if len(worth) <= PEERS:
        return {}
    logs = {one: log(amount) for one, amount in worth.items()}
    middle = median(logs.values())
    spread = median(abs(one - middle) for one in logs.values())
    usual = median(worth.values())
    return {
        one: amount / usual
        for one, amount in worth.items()
        if (0.6745 * (logs[one] - middle) / spread > FAR_OUT if spread else amount >= TIMES * usual)
        and amount >= 2 * usual
    }
