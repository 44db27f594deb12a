"""Metrics over the API: the same numbers as on the board."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.understand.metrics.board import USUAL_DAYS, Asked, asked
from zhiyin.understand.metrics.policy import Figure
from zhiyin.understand.metrics.reads import METRICS, compute, figures, series
from zhiyin.understand.value.reads import paradox_between

router = Router(tags=["metrics"])


class Filters(Schema):
    """The window, in whole days up to and with today, and the unit with all below it."""

    days: int = Field(USUAL_DAYS, ge=1, le=731)
    unit: UUID | None = None


class FigureOut(Schema):
    """A metric's number over [from_at, to_at) with its 95 % interval. Without data n is 0 and the numbers are null."""

    metric: str
    version: int
    measure: str = Field(description="share (0 … 1), points (−100 … 100) or minutes")
    direction: str = Field(description="up or down: which way is better")
    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    thin: bool = Field(description="n is below 30: read with care")
    from_at: datetime
    to_at: datetime


def _asked(request: HttpRequest, filters: Filters) -> Asked:
    query = {"days": str(filters.days), "unit": str(filters.unit or "")}
    return asked(request.actor, query, timezone.now())  # type: ignore[attr-defined]


def _out(figure: Figure) -> dict[str, Any]:
    metric = METRICS[figure.key]
    return {
        "metric": figure.key,
        "version": figure.version,
        "measure": metric.measure,
        "direction": metric.direction,
        "label": str(metric.label),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "thin": figure.thin,
        "from_at": figure.window.from_at,
        "to_at": figure.window.to_at,
    }


def _known(key: str) -> str:
    if key not in METRICS:
        raise Http404(_("There is no such metric."))
    return key


@router.get("", response=list[FigureOut], summary="Every metric over a window")
@scope("metric.read")
def list_metrics(request: HttpRequest, filters: Query[Filters]) -> list[dict[str, Any]]:
    wanted = _asked(request, filters)
    return [_out(figure) for figure in figures(*wanted.window, wanted.unit_ids)]


class ContrastOut(Schema):
    """Good recovery against another group; null without enough. `shown` only with the whole interval above 0."""

    outcome: str
    against: str
    difference: float | None
    low: float | None
    high: float | None
    n_good: int
    n_other: int
    unmatched: int
    shown: bool


@router.get("/recovery/contrasts", response=list[ContrastOut], summary="Does recovery leave customers better off?")
@scope("metric.read")
def recovery_contrasts(request: HttpRequest, filters: Query[Filters]) -> list[dict[str, Any]]:
    wanted = _asked(request, filters)
    found = paradox_between(*wanted.window, wanted.unit_ids)
    return [
        {
            "outcome": one.outcome,
            "against": against,
            "difference": one.difference and one.difference.estimate,
            "low": one.difference and one.difference.low,
            "high": one.difference and one.difference.high,
            "n_good": one.good.n if one.good else 0,
            "n_other": one.other.n if one.other else 0,
            "unmatched": one.unmatched,
            "shown": one.shown,
        }
        for against, rows in (("none", found.against_none), ("poor", found.against_poor))
        for one in rows
    ]


@router.get("/{key}", response=FigureOut, summary="One metric over a window, of days or from a time to another")
@scope("metric.read")
def one_metric(
    request: HttpRequest,
    key: str,
    filters: Query[Filters],
    from_at: datetime | None = None,
    to_at: datetime | None = None,
) -> dict[str, Any]:
    wanted = _asked(request, filters)
    if (from_at is None) != (to_at is None):
        raise BadRequest(_("Give both from_at and to_at, or neither."))
    window = wanted.window if from_at is None or to_at is None else (_aware(from_at), _aware(to_at))
    return _out(compute(_known(key), *window, wanted.unit_ids))


@router.get("/{key}/weeks", response=list[FigureOut], summary="One metric by week, oldest first")
@scope("metric.read")
def weeks_of_metric(request: HttpRequest, key: str, filters: Query[Filters]) -> list[dict[str, Any]]:
    wanted = _asked(request, filters)
    return [_out(figure) for figure in series(_known(key), wanted.weeks, wanted.unit_ids)]


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else timezone.make_aware(at)
