"""Like cases compared between groups: ratios by Mantel–Haenszel within cells, and the rule for a flag. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from zhiyin.lib.stats import Cell, NoData, Sample, mantel_haenszel, mean_ratio

#: the four-fifths rule: less than this is worth a look, if chance does not explain it
FOUR_FIFTHS = 0.8
#: below this many cases on a side, numbers about it are not shown (they would be about single persons)
SHOWN_FROM = 5
#: decimals of a ratio
LEAST_DIGITS, MOST_DIGITS = 2, 4
AMOUNT, COMPENSATED, APPROVED = OUTCOMES = ("amount", "compensated", "approved")


@dataclass(frozen=True, slots=True)
class Like:
    """One case to compare: its cell of legitimate factors, the customer's group, and the outcome (None: not applicable).

    The outcome is an amount in minor units, or 1.0 for yes and 0.0 for no.
    """

    cell: Hashable
    group: str
    outcome: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group against all others in like cases. `value` and `others` are plain means; the ratio is within cells.

    Everything but n is None when a side is too small to show, or when no cell holds both sides.
    """

    group: str
    n: int
    others_n: int
    value: float | None = None
    others: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    cells: int = 0

    @property
    def without_spread(self) -> bool:
        """Each kind of case has one outcome for all, so that the ratio has no interval to speak of."""
        return self.low is not None and self.high is not None and self.high - self.low < 0.5 * 10**-MOST_DIGITS

    @property
    def digits(self) -> int:
        """How many decimals show that the interval is one: two, or more when it is narrow."""
        if self.low is None or self.high is None or self.without_spread:
            return LEAST_DIGITS
        apart = (n for n in range(LEAST_DIGITS, MOST_DIGITS) if round(self.low, n) != round(self.high, n))
        return next(apart, MOST_DIGITS)

    @property
    def flagged(self) -> bool:
        """Four fifths or less of what others get in like cases, and chance does not explain it."""
        return self.ratio is not None and self.high is not None and self.ratio < FOUR_FIFTHS and self.high < 1


def compare(cases: Iterable[Like], outcome: str) -> list[Comparison]:
    """Each group against all others, the group with the lowest ratio first; groups too small to show come last."""
    cells: dict[Hashable, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        if case.outcome is not None:
            cells[case.cell][case.group].append(case.outcome)
    groups = sorted({group for cell in cells.values() for group in cell})
    found = [_one(group, cells, outcome) for group in groups]
    return sorted(found, key=lambda one: (one.ratio is None, one.ratio or 0.0, one.group))


def _one(group: str, cells: dict[Hashable, dict[str, list[float]]], outcome: str) -> Comparison:
    sides = [
        (cell.get(group, []), [value for other, values in cell.items() if other != group for value in values])
        for cell in cells.values()
    ]
    n, others_n = (sum(len(side[which]) for side in sides) for which in (0, 1))
    if min(n, others_n) < SHOWN_FROM:
        return Comparison(group, n, others_n)
    value = sum(sum(mine) for mine, _others in sides) / n
    others = sum(sum(theirs) for _mine, theirs in sides) / others_n
    try:
        if outcome == AMOUNT:
            ratio = mean_ratio((Sample.of(mine), Sample.of(theirs)) for mine, theirs in sides if mine and theirs)
        else:
            ratio = mantel_haenszel(Cell(sum(mine), len(mine), sum(theirs), len(theirs)) for mine, theirs in sides)
    except NoData:
        return Comparison(group, n, others_n, value, others)
    return Comparison(group, n, others_n, value, others, *ratio)
