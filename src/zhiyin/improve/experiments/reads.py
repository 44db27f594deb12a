"""Questions about experiments: which may I see, and what do the arms show now."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from zhiyin.improve.experiments import policy
from zhiyin.improve.experiments.models import Experiment, Exposure
from zhiyin.improve.experiments.outcomes import measures, rows_of
from zhiyin.improve.experiments.policy import RUNNING, Baseline, Reading, Verdict
from zhiyin.kernel.people.actor import Actor


def experiments_seen_by(actor: Actor) -> QuerySet[Experiment]:
    """All experiments (a policy holds for every unit); none without `experiment.read`."""
    if not actor.may("experiment.read"):
        return Experiment.objects.none()
    return Experiment.objects.select_related("proposal", "conclusion")


def experiment_for(actor: Actor, number: int) -> Experiment:
    """The experiment with this number if the actor may see it; else `Http404`."""
    experiment = experiments_seen_by(actor).filter(number=number).first()
    if experiment is None:
        raise Http404
    return experiment


def experiment(id: UUID) -> Experiment:
    """The experiment with this id, for the house itself."""
    return Experiment.objects.get(id=id)


def experiments_of_proposal(proposal_id: UUID) -> list[Experiment]:
    """The experiments that try a proposal, newest first."""
    return list(Experiment.objects.filter(proposal_id=proposal_id).order_by("-designed_at"))


def running_on(policy_key: str) -> Experiment | None:
    """The experiment that runs on a policy now: a policy is tried in one at a time."""
    return Experiment.objects.filter(policy_key=policy_key, state=RUNNING).first()


def exposed_counts(experiment: Experiment) -> dict[str, int]:
    """How many customers met each arm."""
    return dict(Counter(Exposure.objects.filter(experiment=experiment).values_list("arm", flat=True)))


def reading_of(experiment: Experiment, metric_key: str, now: datetime) -> Reading:
    """What the arms show of one metric between the start and now (or the end). Two statements and the metric's own."""
    met = list(Exposure.objects.filter(experiment=experiment).values_list("customer_id", "arm", "at"))
    values: dict[str, list[float]] = defaultdict(list)
    if met and experiment.started_at is not None:
        since = {customer: at for customer, _arm, at in met}
        rows = rows_of(metric_key, experiment.started_at, experiment.ended_at or now, since)
        by_customer = policy.one_value_a_customer(rows, since)
        for customer, arm, _at in met:
            if customer in by_customer:
                values[arm].append(by_customer[customer])
    exposed = Counter(arm for _customer, arm, _at in met)
    return policy.read_arms(experiment.weights, exposed, values, experiment.planned_n)


def readings_of(experiment: Experiment, now: datetime) -> tuple[Reading, Reading | None, Verdict]:
    """The reading of the primary metric, of the guardrail if there is one, and what they advise."""
    primary = reading_of(experiment, experiment.metric_key, now)
    guardrail = reading_of(experiment, experiment.guardrail_key, now) if experiment.guardrail_key else None
    known = measures()
    started = experiment.started_at or now
    verdict = policy.verdict_of(
        primary,
        higher_is_better=known[experiment.metric_key].higher_is_better,
        ran_for=(experiment.ended_at or now) - started,
        minimum_days=experiment.minimum_days,
        guardrail=guardrail,
        guardrail_higher_is_better=known[experiment.guardrail_key].higher_is_better if guardrail else True,
        guardrail_margin=experiment.guardrail_margin,
    )
    return primary, guardrail, verdict


def baseline_between(metric_key: str, from_at: datetime, to_at: datetime) -> Baseline | None:
    """What customers' values of a metric were in [from, to), one a customer; None without any."""
    return Baseline.of(list(policy.one_value_a_customer(rows_of(metric_key, from_at, to_at)).values()))


def baseline_before(metric_key: str, at: datetime, days: int = 56) -> tuple[Baseline | None, datetime, datetime]:
    """The baseline of the eight weeks before a time, and that window."""
    from_at = at - timedelta(days=days)
    return baseline_between(metric_key, from_at, at), from_at, at


def baseline_kept(experiment: Experiment) -> Baseline | None:
    """The baseline that the design rests on."""
    kept = experiment.baseline
    if not kept.get("customers"):
        return None
    return Baseline(kept["customers"], kept["mean"], kept["deviation"], kept["binary"])
