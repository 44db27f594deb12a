"""The bridge to procrastinate: every job is one task, `run`, that looks the function up by name."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from croniter import croniter
from procrastinate import Blueprint, RetryStrategy

from zhiyin.kernel.jobs.registry import CALENDAR, JOBS

tasks = Blueprint()


@tasks.task(name="run", retry=RetryStrategy(max_attempts=12, exponential_wait=2), pass_context=False)
def run(job: str, arguments: dict[str, Any]) -> None:
    """Run the job with this name."""
    JOBS[job](**arguments)


def add_tasks(app: Any, zone: tzinfo) -> None:
    """Teach a procrastinate app our one task, and the calendar: each recurring work once per time, on one of the workers.

    Cron expressions are read in local time of `zone`.
    """
    app.tasks["run"] = run
    run.blueprint = app
    for name, recurring in CALENDAR.items():

        def at(timestamp: int, name: str = name) -> None:
            JOBS[name]()

        task = app.task(name=f"calendar:{name}", queue="calendar", pass_context=False)(at)
        registered = app.periodic_registry.register_task(
            task=task, cron=recurring.cron, periodic_id="", configure_kwargs={}
        )
        # procrastinate would read the expression in UTC
        vars(registered)["croniter"] = croniter(recurring.cron, datetime.now(zone))
