"""The bridge to procrastinate: every job is one task, `run`, that looks the function up by name."""

from __future__ import annotations

from typing import Any

from procrastinate import Blueprint, RetryStrategy

from zhiyin.kernel.jobs.registry import CALENDAR, JOBS

tasks = Blueprint()


@tasks.task(name="run", retry=RetryStrategy(max_attempts=12, exponential_wait=2), pass_context=False)
def run(job: str, arguments: dict[str, Any]) -> None:
    """Run the job with this name."""
    JOBS[job](**arguments)


def add_calendar(app: Any) -> None:
    """Register every recurring work with procrastinate, so that each runs once per time on one of the workers."""
    for name, recurring in CALENDAR.items():

        def at(timestamp: int, name: str = name) -> None:
            JOBS[name]()

        task = app.task(name=f"calendar:{name}", queue="calendar", pass_context=False)(at)
        app.periodic(cron=recurring.cron)(task)
