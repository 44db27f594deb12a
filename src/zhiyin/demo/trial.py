"""What the company decided: chats are answered by day and night; and the experiment that runs: does a first reply promised
in half the time satisfy more customers?
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection

from zhiyin.demo.cast import actor_named
from zhiyin.improve.experiments.actions import design, note_baseline, start
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.policies.register import Row

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


def promise_chats_round_the_clock(at: datetime) -> None:
    """A hotel never closes: whoever writes in the chat is promised a reply by day and night."""
    rows = rows_in_force(POLICY)
    chats: Row = {"when": {"channel": ["chat"]}, "then": {"minutes": 6, "calendar": "always"}}
    others = [row for row in rows if row["when"].get("channel") != ["chat"]]
    put_in_force(
        POLICY,
        [chats, *others],
        "前台全天有人值守：在线会话不分昼夜，六分钟内回复。",
        by=actor_named("wang"),
        because=None,
        at=at,
    )


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
    """Note who met which arm first, and how it was before, from the history. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute(_EXPOSE)
    for experiment_id in apps.get_model("experiments.Experiment").objects.values_list("id", flat=True):
        note_baseline(experiment_id, by=actor_named("wang"))
