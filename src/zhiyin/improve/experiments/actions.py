"""Verbs about experiments: design, withdraw, start, expose, conclude."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.improve.experiments import policy
from zhiyin.improve.experiments.events import (
    ExperimentDesigned,
    ExperimentEnded,
    ExperimentStarted,
    ExperimentWithdrawn,
)
from zhiyin.improve.experiments.models import Conclusion, Experiment, Exposure
from zhiyin.improve.experiments.outcomes import measures
from zhiyin.improve.experiments.reads import baseline_before, readings_of
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import Arm, end_trial, start_trial
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.reads import rows_in_force, trial_on
from zhiyin.kernel.policies.register import POLICIES, Row
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of

#: the policies whose decisions tell us who met which arm
TRIED = ("first_reply",)
CONTROL, CHALLENGER = "control", "challenger"


@transaction.atomic
def design(
    hypothesis: str,
    policy_key: str,
    rows: Sequence[Row],
    *,
    metric_key: str,
    minimum_effect: float,
    planned_n: int | None = None,
    guardrail_key: str = "",
    guardrail_margin: float = 0.05,
    share_of_challenger: int = 50,
    minimum_days: int = policy.FULL_WEEK_DAYS,
    proposal_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Experiment:
    """Write a design down: `rows` against those in force now, in the given per cent of customers.

    The baseline is read from the eight weeks before; without `planned_n` it is what shows `minimum_effect` (in the metric's
    unit) with 80 % power. Raises `ValidationError` for a table that could not be put in force, a policy whose customers are
    not counted, an unknown metric, or a plan that cannot be made for lack of a baseline.
    """
    by.require("experiment.run")
    known = measures()
    if policy_key not in TRIED:
        raise ValidationError(
            _("Customers can be told apart only on these policies: %(keys)s.") % {"keys": ", ".join(TRIED)}
        )
    if metric_key not in known or (guardrail_key and guardrail_key not in known) or metric_key == guardrail_key:
        raise ValidationError(_("Choose a metric, and another one as the guardrail or none."))
    if not hypothesis.strip():
        raise ValidationError({"hypothesis": _("Say what you expect, and why: it is written down before the start.")})
    if minimum_effect <= 0 or guardrail_margin < 0 or not 1 <= share_of_challenger <= 99:
        raise ValidationError(_("The effect must be above zero, and the challenger's share between 1 and 99 per cent."))
    now_rows = [{"when": dict(row["when"]), "then": dict(row["then"])} for row in rows_in_force(policy_key)]
    new_rows = [{"when": dict(row["when"]), "then": dict(row["then"])} for row in rows]
    faults = faults_of(POLICIES[policy_key], new_rows)
    if faults:
        raise ValidationError([str(fault) for fault in faults])
    if new_rows == now_rows:
        raise ValidationError(_("The challenger's table is the one in force: there is nothing to compare."))
    at = at or timezone.now()
    baseline, from_at, to_at = baseline_before(metric_key, at)
    if planned_n is None:
        if baseline is None:
            raise ValidationError(_("No customer has a value of this metric yet. Say how many customers you plan for."))
        planned_n = baseline.needed(minimum_effect)
    experiment = Experiment.objects.create(
        hypothesis=hypothesis.strip(),
        proposal_id=proposal_id,
        policy_key=policy_key,
        arms=[
            {"name": CONTROL, "weight": 100 - share_of_challenger, "rows": now_rows},
            {"name": CHALLENGER, "weight": share_of_challenger, "rows": new_rows},
        ],
        salt=secrets.token_hex(16),
        metric_key=metric_key,
        metric_version=known[metric_key].version,
        guardrail_key=guardrail_key,
        guardrail_margin=guardrail_margin,
        baseline=_kept(baseline, from_at, to_at),
        minimum_effect=minimum_effect,
        planned_n=planned_n,
        minimum_days=minimum_days,
        designed_by_name=by.name,
        designed_by_id=by.id,
        designed_at=at,
    )
    if because is None and proposal_id is not None:
        because = last_entry_of(proposal_id)
    announce(ExperimentDesigned(experiment.id, policy_key), by=by, because=because, at=at)
    experiment.refresh_from_db(fields=["number"])
    return experiment


def _kept(baseline: policy.Baseline | None, from_at: datetime, to_at: datetime) -> dict[str, Any]:
    window = {"from_at": from_at.isoformat(), "to_at": to_at.isoformat()}
    if baseline is None:
        return {"customers": 0} | window
    return {
        "customers": baseline.customers,
        "mean": baseline.mean,
        "deviation": baseline.deviation,
        "binary": baseline.binary,
    } | window


@transaction.atomic
def note_baseline(
    experiment_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Experiment:
    """Read the baseline anew, for the time before the design: history that was imported later belongs to it."""
    by.require("experiment.run")
    experiment = Experiment.objects.select_for_update().get(id=experiment_id)
    experiment.baseline = _kept(*baseline_before(experiment.metric_key, experiment.designed_at))
    experiment.save(update_fields=["baseline"])
    return experiment


@transaction.atomic
def withdraw(
    experiment_id: UUID, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Experiment:
    """Take a design back before it started."""
    by.require("experiment.run")
    experiment = Experiment.objects.select_for_update().get(id=experiment_id)
    if experiment.state != policy.DESIGNED:
        raise ValidationError(_("Only a design that has not started can be withdrawn."))
    at = at or timezone.now()
    experiment.state, experiment.ended_at = policy.WITHDRAWN, at
    experiment.save(update_fields=["state", "ended_at"])
    because = because or last_entry_of(experiment.id)
    announce(ExperimentWithdrawn(experiment.id, reason.strip()[:300]), by=by, because=because, at=at)
    return experiment


@transaction.atomic
def start(experiment_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Experiment:
    """Start: from now on the lot decides which rows a customer gets. The table in force must still be the control's."""
    by.require("experiment.run")
    experiment = Experiment.objects.select_for_update().get(id=experiment_id)
    if experiment.state != policy.DESIGNED:
        raise ValidationError(_("This experiment has already started."))
    if trial_on(experiment.policy_key) is not None:
        raise ValidationError(_("Another experiment runs on this policy. End it first."))
    if rows_in_force(experiment.policy_key) != experiment.arms[0]["rows"]:
        raise ValidationError(
            _("The policy has changed since this was designed. Withdraw the design and make a new one.")
        )
    at = at or timezone.now()
    experiment.state, experiment.started_at = policy.RUNNING, at
    experiment.save(update_fields=["state", "started_at"])
    started = announce(
        ExperimentStarted(experiment.id, experiment.policy_key),
        by=by,
        because=because or last_entry_of(experiment.id, "ExperimentDesigned"),
        at=at,
    )
    start_trial(
        experiment.policy_key,
        [Arm(arm["name"], arm["weight"], arm["rows"]) for arm in experiment.arms],
        trial_id=experiment.id,
        salt=experiment.salt,
        by=by,
        because=started,
        at=at,
    )
    return experiment


def expose(experiment_id: UUID, customer_id: UUID, arm: str, *, because: Entry | None, at: datetime) -> None:
    """Note the first time that a customer met an arm; later times change nothing.

    Nothing is announced: the entry behind `because` already tells on the customer's line which arm decided.
    """
    if Experiment.objects.filter(id=experiment_id).exists():
        Exposure.objects.bulk_create(
            [Exposure(experiment_id=experiment_id, customer_id=customer_id, arm=arm, because=because, at=at)],
            ignore_conflicts=True,
        )


@transaction.atomic
def conclude(
    experiment_id: UUID,
    winner: str | None,
    reason: str,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Conclusion:
    """End the experiment and decide: a challenger's rows come into force, or (control, None) all stays as it is.

    The reading and what it advised are kept with the decision. Without a sound lot no challenger can win: the results of
    such an experiment mean nothing.
    """
    by.require("experiment.run")
    experiment = Experiment.objects.select_for_update().get(id=experiment_id)
    if experiment.state != policy.RUNNING:
        raise ValidationError(_("This experiment is not running."))
    if winner is not None and winner not in experiment.weights:
        raise ValidationError(_("This experiment has no such arm."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: whoever comes after you will want to know.")})
    at = at or timezone.now()
    primary, guardrail, verdict = readings_of(experiment, at)
    if winner in experiment.challengers and verdict.word == policy.UNREADABLE:
        raise ValidationError(
            _("The arms got other numbers of customers than planned, so no arm can win. Find out why.")
        )
    experiment.state, experiment.ended_at = policy.ENDED, at
    experiment.save(update_fields=["state", "ended_at"])
    ended = announce(
        ExperimentEnded(experiment.id, winner),
        by=by,
        because=because or last_entry_of(experiment.id, "ExperimentStarted"),
        at=at,
    )
    version = end_trial(
        experiment.policy_key,
        winner=winner if winner in experiment.challengers else None,
        note=reason.strip()[:500],
        by=by,
        because=ended,
        at=at,
    )
    return Conclusion.objects.create(
        experiment=experiment,
        winner=winner,
        verdict=verdict.word,
        reason=reason.strip(),
        result={"primary": primary.as_json(), "guardrail": guardrail.as_json() if guardrail else None},
        policy_version_id=version.id if version else None,
        by_name=by.name,
        by_id=by.id,
        at=at,
    )
