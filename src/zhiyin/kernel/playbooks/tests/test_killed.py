"""`kill -9` of a worker at every point of every step: what each step does happens exactly once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.playbooks.actions import stepping
from zhiyin.kernel.playbooks.models import Run, Step
from zhiyin.kernel.playbooks.tests.conftest import go_on, states, told

STEPS = 3


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before_the_effect(count: int) -> None:
    _die_at(stepping, "_outcome", count, after=False)


def after_the_effect(count: int) -> None:
    _die_at(stepping, "_outcome", count, after=True)


def after_the_record(count: int) -> None:
    _die_at(stepping, "note", count, after=True)


def after_the_commit(count: int) -> None:
    _die_at(stepping, "locked_run", count + 1, after=False)


def _die_at(module: Any, name: str, count: int, *, after: bool) -> None:
    real = getattr(module, name)
    calls = iter(range(1, 100))

    def counted(*arguments: Any, **named: Any) -> Any:
        now = next(calls) == count
        if now and not after:
            die()
        result = real(*arguments, **named)
        if now:
            connection.send_waiting()  # type: ignore[attr-defined]
            die()
        return result

    setattr(module, name, counted)


def killed(run: Run, point: Callable[[int], None], count: int) -> None:
    """Go on in a process of its own that is killed there."""
    child = os.fork()
    if child == 0:
        kept = connection.connection  # noqa: F841  never closed here: the line is the parent's
        connection.connection = None
        point(count)
        JOBS["playbooks.go_on"](str(run.id))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_point_of_any_step_each_happens_once(
    use: Callable[..., None], breaks: Callable[..., Any]
) -> None:
    use(*(told(f"s{number}", "light", colour=str(number)) for number in range(STEPS)))
    points = (before_the_effect, after_the_effect, after_the_record, after_the_commit)
    wrong = []
    for point in points:
        for count in range(1, STEPS + 1):
            entry = breaks()
            run = Run.objects.get(once=str(entry.id))
            killed(run, point, count)
            run = go_on(run)
            made = list(
                Unit.objects.filter(name=run.about["lamp"]).order_by("name_en").values_list("name_en", flat=True)
            )
            recorded = {str(id) for rows in run.steps.values_list("rows", flat=True) for _model, id in rows}
            if (run.state, states(run), made) != ("done", ["done"] * STEPS, ["0", "1", "2"]) or len(recorded) != STEPS:
                wrong.append((point.__name__, count, run.state, states(run), made))
    assert wrong == []
    assert Step.objects.count() == len(points) * STEPS * STEPS
