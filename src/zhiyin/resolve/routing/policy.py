"""Who may take a case and who takes it: pure. Facts in, a plan with its reasons out.

A person may take a case who has the skills it needs (at the level, not expired), speaks its language, is on shift, is not
away, and has room below their capacity. The queue is ordered by class (1 first), then by arrival; nothing else moves a case
in it. Of those who may, the cheapest take part: weights say what knowing the customer, load and idleness are worth.

A batch is solved exactly. Which cases are placed: greedily in the order of the queue, each if those before it can still be
placed; such sets form a transversal matroid, so this gives the first set in that order and a largest one. Who takes which:
a cheapest assignment of that set (Jonker and Volgenant's algorithm) to the places that people have free; the n-th further
case of a person costs what their load then is, so that work spreads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

#: what a case counts that its owner works on; one that waits for the customer counts what the policy says of it
WHOLE = 100
CLASSES = (1, 2, 3, 4, 5)
_PARTS = 1_000_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

#: why somebody cannot take a case, in the order in which it is asked
Fault = Literal["skill", "expired", "language", "shift", "away", "gave_back", "full"]
FAULTS: tuple[Fault, ...] = ("skill", "expired", "language", "shift", "away", "gave_back", "full")
#: why somebody was chosen: knows the customer, is the only one, is least loaded, was idle longest, suits all cases best
Rule = Literal["known", "only", "load", "idle", "batch"]


@dataclass(frozen=True, slots=True)
class Held:
    """A skill at a level from 1 to 4; from the day `expires_on` on it counts no more."""

    level: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as routing sees them. `load` in hundredths of a case; `on_shift`: whether their hours say so now."""

    id: UUID
    capacity: int
    load: int = 0
    skills: Mapping[str, Held] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    on_shift: bool = True
    away: bool = False
    #: when their next shift begins, for who is off shift; None: not known
    returns_at: datetime | None = None
    #: when they were last given a case; None: never
    given_at: datetime | None = None

    @property
    def room(self) -> int:
        """How many more cases they may be given."""
        return max(0, (self.capacity * WHOLE - self.load) // WHOLE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case in the queue: its class, when it came, what it needs, and who served this customer last."""

    id: UUID
    acuity: int
    arrived_at: datetime
    needs: Mapping[str, int] = field(default_factory=dict)
    language: str = ""
    known_to: UUID | None = None
    #: who is not asked: whoever gave it back to the queue
    without: UUID | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much: knowing the customer, a whole load, having been given a case most recently of all."""

    known: int = 10_000
    load: int = 1_000
    idle: int = 1


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody else: what kept them from it ("" when they could have), and their load and capacity then."""

    person_id: UUID
    fault: Fault | Literal[""]
    load: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A case and who takes it, by which rule, with what load before it; and everybody else."""

    case_id: UUID
    person_id: UUID
    rule: Rule
    load: int
    capacity: int
    given_at: datetime | None
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A case that stays in the queue: the first thing that nobody fulfils, which skill it is, and until when if known."""

    case_id: UUID
    fault: Fault | Literal["nobody"]
    skill: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a queue. `cost` is that of the assignment, the least that there is."""

    taken: tuple[Taken, ...]
    left: tuple[Left, ...]
    cost: int


def rank(asked: Asked) -> tuple[int, datetime, UUID]:
    """The place in the queue: class, then arrival. Value and tier of a customer have no say here."""
    return (asked.acuity, asked.arrived_at, asked.id)


def fault_of(asked: Asked, one: Candidate, today: date) -> Fault | Literal[""]:
    """The first thing that keeps a person from a case; "" when nothing does."""
    return _fault_but_full(asked, one, today) or ("" if one.room else "full")


def plan(queue: Iterable[Asked], people: Iterable[Candidate], today: date, weights: Weights | None = None) -> Plan:
    """Who takes which case now. The order in which queue and people are given makes no difference."""
    weights = weights or Weights()
    asked = sorted(queue, key=rank)
    staff = sorted(people, key=lambda one: one.id)
    may = [
        [place for place, one in enumerate(staff) if _fault_but_full(case, one, today) == "" and one.room]
        for case in asked
    ]
    placed = _placeable(may, [one.room for one in staff])
    chosen, cost = _cheapest([(asked[n], may[n]) for n in placed], staff, weights)
    given: dict[int, int] = dict.fromkeys(range(len(staff)), 0)
    taken = []
    for n, place in zip(placed, chosen, strict=True):
        taken.append(_told(asked[n], place, staff, given, may[n], today))
        given[place] += 1
    after = [_loaded(one, given[place]) for place, one in enumerate(staff)]
    waiting = set(range(len(asked))) - set(placed)
    return Plan(tuple(taken), tuple(why_nobody(asked[n], after, today) for n in sorted(waiting)), cost)


def why_nobody(asked: Asked, people: Sequence[Candidate], today: date) -> Left:
    """Why a case waits: of what it asks, in order, the first that nobody fulfils who fulfils all before it."""
    left = list(people)
    for fault in FAULTS:
        still = [one for one in left if _passes(asked, one, today, fault)]
        if not still:
            skill = (
                _skill_missing(asked, left, today) if fault in ("skill", "expired") else min(asked.needs, default="")
            )
            returns = [one.returns_at for one in left if one.returns_at is not None] if fault == "shift" else []
            return Left(asked.id, fault if left else "nobody", skill, min(returns, default=None))
        left = still
    return Left(asked.id, "full", min(asked.needs, default=""))


def cost_of(case: Asked, one: Candidate, before: int, idleness: int, weights: Weights) -> int:
    """What it costs that a person takes a case after `before` others of the same batch. `idleness` 0: idle longest of all,
    `_PARTS`: given a case last."""
    load = (one.load + before * WHOLE) * _PARTS // (one.capacity * WHOLE)
    known = weights.known * _PARTS if case.known_to == one.id else 0
    return weights.load * load + weights.idle * idleness - known


def _fault_but_full(asked: Asked, one: Candidate, today: date) -> Fault | Literal[""]:
    return next((fault for fault in FAULTS[:-1] if not _passes(asked, one, today, fault)), "")


def _passes(asked: Asked, one: Candidate, today: date, fault: Fault) -> bool:
    if fault == "skill":
        return all(skill in one.skills and one.skills[skill].level >= level for skill, level in asked.needs.items())
    if fault == "expired":
        return all(today < one.skills[skill].expires_on for skill in asked.needs)
    if fault == "language":
        return not asked.language or asked.language in one.languages
    if fault == "shift":
        return one.on_shift
    if fault == "away":
        return not one.away
    if fault == "gave_back":
        return one.id != asked.without
    return one.room > 0


def _skill_missing(asked: Asked, people: Sequence[Candidate], today: date) -> str:
    """The skill that fewest have at its level and in force."""

    def holders(skill: str) -> int:
        held = (one.skills.get(skill) for one in people)
        return sum(one is not None and one.level >= asked.needs[skill] and today < one.expires_on for one in held)

    return min(sorted(asked.needs), key=holders, default="")


def _placeable(may: Sequence[Sequence[int]], rooms: Sequence[int]) -> list[int]:
    """Which cases can be placed, the earlier before the later: each by an augmenting path, so that none before it loses."""
    holds: list[list[int]] = [[] for _room in rooms]

    def augment(case: int, tried: set[int]) -> bool:
        for place in may[case]:
            if place in tried:
                continue
            tried.add(place)
            if len(holds[place]) < rooms[place]:
                holds[place].append(case)
                return True
            for position, other in enumerate(holds[place]):
                if augment(other, tried):
                    holds[place][position] = case
                    return True
        return False

    return [case for case in range(len(may)) if augment(case, set())]


def _cheapest(
    cases: Sequence[tuple[Asked, Sequence[int]]], staff: Sequence[Candidate], weights: Weights
) -> tuple[list[int], int]:
    """A cheapest assignment of cases that can all be placed: the position of each one's person, and what it costs."""
    if not cases:
        return [], 0
    import numpy as np  # here, since only a worker plans, and not at every start
    from scipy.optimize import linear_sum_assignment

    places = [(place, nth) for place, one in enumerate(staff) for nth in range(min(one.room, len(cases)))]
    idle = _idleness(staff)
    cost = np.full((len(cases), len(places)), np.inf)
    for row, (case, may) in enumerate(cases):
        allowed = set(may)
        for column, (place, nth) in enumerate(places):
            if place in allowed:
                cost[row, column] = cost_of(case, staff[place], nth, idle[place], weights)
    rows, columns = linear_sum_assignment(cost)
    return [places[column][0] for column in columns], int(cost[rows, columns].sum())


def _idleness(staff: Sequence[Candidate]) -> list[int]:
    order = sorted(range(len(staff)), key=lambda place: (staff[place].given_at or _LONG_AGO, staff[place].id))
    last = max(1, len(staff) - 1)
    return [_PARTS * order.index(place) // last for place in range(len(staff))]


def _told(
    case: Asked,
    chosen: int,
    staff: Sequence[Candidate],
    given: Mapping[int, int],
    may: Sequence[int],
    today: date,
) -> Taken:
    """The choice with its reason, as the loads stood when those before it in the queue had been placed."""
    now = {place: _loaded(one, given[place]) for place, one in enumerate(staff)}
    one = now[chosen]
    could = [now[place] for place in may if now[place].room]
    least = min(other.load / other.capacity for other in could)
    alike = [other for other in could if other.load / other.capacity == least]
    longest = min(alike, key=lambda other: (other.given_at or _LONG_AGO, other.id))
    rule: Rule = "batch"
    if one.id == case.known_to:
        rule = "known"
    elif len(could) == 1:
        rule = "only"
    elif alike == [one]:
        rule = "load"
    elif longest == one:
        rule = "idle"
    alternatives = tuple(
        Alternative(other.id, fault_of(case, other, today), other.load, other.capacity)
        for place, other in now.items()
        if place != chosen
    )
    return Taken(case.id, one.id, rule, one.load, one.capacity, one.given_at, alternatives)


def _loaded(one: Candidate, more: int) -> Candidate:
    if not more:
        return one
    return Candidate(
        one.id, one.capacity, one.load + more * WHOLE, one.skills, one.languages, one.on_shift, one.away,
        one.returns_at, one.given_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Honest:
    """What half and what nine in ten waited at most, in seconds, of `n` measured."""

    usual: float
    longest: float
    n: int


#: of fewer waits nothing is said
ENOUGH = 20


def honest(seconds: Iterable[float]) -> Honest | None:
    """What may be told of waiting, from measured waits; None while they are too few.

    "Up to" is the ⌈0.9 (n + 1)⌉-th smallest: the next wait of the same kind is within it nine times in ten (a tolerance
    limit without assumptions, Wilks 1941), where the plain percentile of few would promise too much.
    """
    waits = sorted(seconds)
    n = len(waits)
    if n < ENOUGH:
        return None
    return Honest(waits[(n + 1) // 2 - 1], waits[min(n, -(-9 * (n + 1) // 10)) - 1], n)
