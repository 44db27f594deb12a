"""The metrics that experiments read: which there are, and what they say of each customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zhiyin.improve.experiments.policy import UnitRow


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric as an experiment needs it."""

    key: str
    version: int
    label: Any
    higher_is_better: bool
    unit: str


def measures() -> dict[str, Measure]:
    """The metrics by key."""
    from zhiyin.understand.metrics.reads import METRICS

    return {
        one.key: Measure(one.key, one.version, one.label, one.higher_is_better, one.unit) for one in METRICS.values()
    }


def rows_of(
    metric_key: str, from_at: datetime, to_at: datetime, customer_ids: Iterable[UUID] | None = None
) -> list[UnitRow]:
    """What happened in [from, to), one row a unit of the metric, of these customers or of all."""
    from zhiyin.understand.metrics.reads import unit_rows

    ids = None if customer_ids is None else list(customer_ids)
    return [
        UnitRow(row.customer_id, float(row.numerator), float(row.denominator), row.at)
        for row in unit_rows(metric_key, from_at, to_at, customer_ids=ids)
        if row.customer_id is not None
    ]
