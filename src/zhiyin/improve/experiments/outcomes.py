"""The metrics that experiments read: which there are, and what they say of each customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zhiyin.improve.experiments.policy import UnitRow
from zhiyin.understand.metrics.reads import METRICS, unit_rows


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric as an experiment needs it. `kind` is the unit of the number: share, points or minutes."""

    key: str
    version: int
    label: Any
    higher_is_better: bool
    kind: str

    @property
    def scale(self) -> float:
        """By how much a value is multiplied to be read: shares and scores are read in points of a hundred."""
        return 1.0 if self.kind == "minutes" else 100.0


def measures() -> dict[str, Measure]:
    """The metrics by key."""
    return {
        one.key: Measure(one.key, one.version, one.label, one.direction == "up", one.measure)
        for one in METRICS.values()
    }


def rows_of(
    metric_key: str, from_at: datetime, to_at: datetime, customer_ids: Iterable[UUID] | None = None
) -> list[UnitRow]:
    """What happened in [from, to), one row a unit of the metric, of these customers or of all."""
    return [UnitRow(*row) for row in unit_rows(metric_key, from_at, to_at, customer_ids=customer_ids)]
