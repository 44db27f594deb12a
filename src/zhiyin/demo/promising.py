"""What people have promised by hand when the demo begins: dates, one that will not be kept and of which the customer was
told, a parcel that a vendor looks for, and a stricter rule tried on the last month."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from zhiyin.demo.cast import actor_named
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.resolve.promises.actions import give_notice, hand_over, promise_date, try_rule

#: the rule that somebody wonders about has so much of the time in force
STRICTER = 2


def let_promises_run(now: datetime) -> None:
    """By the actions that anyone uses; what comes of it is the house's own work."""
    emma, zhou, chen, wang = (actor_named(name) for name in ("emma", "zhou", "chen", "wang"))
    evening = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    for case in _open_cases(emma, "en")[:1]:
        about = "We have found out what went wrong, and tell you what we do about it"
        promise_date(case.id, about, evening, by=emma, because=None, at=now - timedelta(minutes=40))
    for case in _open_cases(chen, "zh")[:1]:
        soon, about = now + timedelta(hours=5), "把您说的问题处理好，并告诉您结果"
        made = promise_date(case.id, about, soon, by=chen, because=None, at=now - timedelta(minutes=45))
        text = "和您说一声：今天来不及全部办完，还差一步要等明天上午。明天中午前一定给您结果，抱歉让您久等。"
        give_notice(made.id, text, by=chen, because=None, at=now - timedelta(minutes=15))
    for case in _open_cases(zhou, "zh")[:1]:
        at = now - timedelta(hours=5)
        hand_over(case.id, "vendor", "顺丰速运", "查包裹停在哪里，今天给答复", by=zhou, because=None, at=at)
    rows = [
        {"when": dict(row["when"]), "then": {**row["then"], "minutes": max(1, row["then"]["minutes"] // STRICTER)}}
        for row in rows_in_force("first_reply")
    ]
    try_rule("first_reply", rows, now - timedelta(days=30), now, by=wang, because=None, at=now)


def _open_cases(who: Actor, language: str) -> Any:
    """The open cases of somebody, the newest first."""
    cases = apps.get_model("cases.Case").objects.filter(assignee_id=who.id, language=language, resolved_at=None)
    return cases.order_by("-opened_at")
