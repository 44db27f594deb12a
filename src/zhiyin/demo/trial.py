"""The experiment that runs in the demo: does a first reply promised in half the time satisfy more customers?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection

from zhiyin.demo.cast import actor_named
from zhiyin.improve.experiments.actions import design, start
from zhiyin.kernel.policies.reads import rows_in_force

POLICY = "first_reply"
#: long enough for some thousand customers to meet their arm
RUNNING_DAYS = 28

_EXPOSE = """
INSERT INTO experiments_exposure (id, experiment_id, customer_id, arm, because_id, at)
SELECT DISTINCT ON (p.customer_id) gen_random_uuid(), p.trial_id, p.customer_id, p.arm, e.id, p.started_at
FROM promises_promise p LEFT JOIN timeline_entry e ON e.subject_id = p.id AND e.event = 'PromiseMade'
WHERE p.trial_id IS NOT NULL
ORDER BY p.customer_id, p.started_at
ON CONFLICT DO NOTHING
"""


def trial_start(now: datetime) -> datetime:
    """When the experiment began."""
    return now - timedelta(days=RUNNING_DAYS)


def start_the_trial(now: datetime) -> None:
    """Wang Min designs and starts it, as of some weeks ago."""
    wang, at = actor_named("wang"), trial_start(now)
    quicker = [
        {"when": dict(row["when"]), "then": {**row["then"], "minutes": max(1, row["then"]["minutes"] // 2)}}
        for row in rows_in_force(POLICY)
    ]
    made = design(
        "首次回复承诺的时间减半，会有更多客户满意。",
        POLICY,
        quicker,
        metric_key="satisfaction",
        minimum_effect=0.07,
        planned_n=1_200,
        by=wang,
        because=None,
        at=at,
    )
    start(made.id, by=wang, because=None, at=at)


def challenger_of_the_trial() -> str:
    """The name of the arm with the shorter promise."""
    arms = apps.get_model("experiments.Experiment").objects.get(policy_key=POLICY).arms
    return str(arms[1]["name"])


def expose() -> None:
    """Note who met which arm first, from the promises of the history. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPOSE)
