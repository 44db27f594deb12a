"""Questions about metrics: a figure, its series, the unit rows beneath. Everyone asks here, so everyone sees one number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from zhiyin.understand.metrics.compiling import unit_rows_sql
from zhiyin.understand.metrics.policy import NOTHING, Counted, Figure, Window, summary
from zhiyin.understand.metrics.register import METRICS, Metric

__all__ = ["METRICS", "Figure", "Metric", "UnitRow", "Window", "compute", "figures", "series", "unit_rows"]


class UnitRow(NamedTuple):
    """One unit of a metric: whose, its numerator and denominator, and when it happened."""

    customer_id: UUID
    numerator: float
    denominator: float
    at: datetime


def compute(key: str, from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None = None) -> Figure:
    """A metric over [from, to), of these units of the organisation or of all. Raises `KeyError` for no such metric."""
    return _figures(key, [Window(from_at, to_at)], unit_ids)[0]


def series(key: str, windows: Sequence[Window], unit_ids: Iterable[UUID] | None = None) -> list[Figure]:
    """A metric over several windows that follow one another without a gap, in one statement."""
    return _figures(key, windows, unit_ids)


def figures(from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None = None) -> list[Figure]:
    """Every metric over [from, to)."""
    ids = None if unit_ids is None else list(unit_ids)
    return [compute(key, from_at, to_at, ids) for key in METRICS]


def unit_rows(
    key: str, from_at: datetime, to_at: datetime, customer_ids: Iterable[UUID] | None = None
) -> list[UnitRow]:
    """The unit rows beneath a metric in [from, to), of these customers or of all."""
    where, parameters = "", {"from_at": from_at, "to_at": to_at}
    if customer_ids is not None:
        where = "AND u.customer_id = ANY(%(customers)s)"
        parameters["customers"] = list(customer_ids)  # type: ignore[assignment]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT u.customer_id, u.numerator::float8, u.denominator::float8, u.at FROM ({unit_rows_sql(key)}) u "
            f"WHERE u.at >= %(from_at)s AND u.at < %(to_at)s {where} ORDER BY u.at",
            parameters,
        )
        return [UnitRow(*row) for row in cursor.fetchall()]


def _figures(key: str, windows: Sequence[Window], unit_ids: Iterable[UUID] | None) -> list[Figure]:
    metric = METRICS[key]
    values = "array_agg(u.numerator::float8)" if metric.aggregation == "median" else "NULL"
    parameters: dict[str, Any] = {"edges": [windows[0].from_at, *(window.to_at for window in windows)]}
    parameters |= {"from_at": windows[0].from_at, "to_at": windows[-1].to_at}
    where = ""
    if unit_ids is not None:
        where = "AND u.unit_id = ANY(%(units)s)"
        parameters["units"] = list(unit_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT width_bucket(u.at, %(edges)s::timestamptz[]), count(*), sum(u.numerator)::float8,
                   sum(u.denominator)::float8, count(*) FILTER (WHERE u.numerator > 0),
                   count(*) FILTER (WHERE u.numerator = 0), count(*) FILTER (WHERE u.numerator < 0), {values}
            FROM ({unit_rows_sql(key)}) u WHERE u.at >= %(from_at)s AND u.at < %(to_at)s {where} GROUP BY 1
            """,
            parameters,
        )
        counted = {row[0]: Counted(*row[1:]) for row in cursor.fetchall()}
    return [
        Figure(key, metric.version, *summary(metric.aggregation, counted.get(bucket, NOTHING)), window)
        for bucket, window in enumerate(windows, start=1)
    ]
