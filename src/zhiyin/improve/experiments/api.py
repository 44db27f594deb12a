"""Experiments over the API: read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.improve.experiments import policy
from zhiyin.improve.experiments.reads import experiment_for, experiments_seen_by, readings_of

router = Router(tags=["experiments"])


class ExperimentOut(Schema):
    """An experiment. Effects are in the metric's own unit: a share of 0.05 is five points."""

    id: UUID
    number: int
    hypothesis: str
    policy_key: str
    metric_key: str
    guardrail_key: str
    planned_n: int
    minimum_effect: float
    state: str
    designed_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class ExperimentDetailOut(ExperimentOut):
    """An experiment with its arms, its reading (kept as it was at the end) and its conclusion."""

    arms: list[dict[str, Any]]
    baseline: dict[str, Any]
    reading: dict[str, Any] | None
    guardrail: dict[str, Any] | None
    verdict: str | None
    winner: str | None
    reason: str | None


@router.get("", response=Listing[ExperimentOut], summary="Experiments, newest first")
@scope("experiment.read")
def list_experiments(request: HttpRequest, paging: Query[Paging], state: str | None = None) -> dict[str, Any]:
    found = experiments_seen_by(request.actor)  # type: ignore[attr-defined]
    if state is not None:
        found = found.filter(state=state)
    return listing(found, paging, order=("-designed_at", "-id"))


@router.get("/{int:number}", response=ExperimentDetailOut, summary="One experiment with its reading")
@scope("experiment.read")
def get_experiment(request: HttpRequest, number: int) -> dict[str, Any]:
    found = experiment_for(request.actor, number)  # type: ignore[attr-defined]
    told: dict[str, Any] = {name: getattr(found, name) for name in ExperimentOut.model_fields}
    told |= {"arms": found.arms, "baseline": found.baseline, "reading": None, "guardrail": None}
    told |= {"verdict": None, "winner": None, "reason": None}
    if found.state == policy.ENDED:
        kept = found.conclusion
        told |= {"reading": kept.result["primary"], "guardrail": kept.result["guardrail"]}
        told |= {"verdict": kept.verdict, "winner": kept.winner, "reason": kept.reason}
    elif found.state == policy.RUNNING:
        primary, guardrail, verdict = readings_of(found, timezone.now())
        told |= {"reading": primary.as_json(), "guardrail": guardrail.as_json() if guardrail else None}
        told["verdict"] = verdict.word
    return told
