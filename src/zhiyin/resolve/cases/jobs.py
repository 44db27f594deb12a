"""Recurring work on cases."""

from django.utils import timezone

from zhiyin.kernel.jobs.registry import recurring
from zhiyin.kernel.people.actor import system
from zhiyin.resolve.cases.actions import close_old


@recurring("cases.close_old", "20 3 * * *")
def close_old_cases() -> None:
    """Close cases that were resolved more than 30 days ago."""
    now = timezone.now()
    while close_old(now, by=system("cases"), limit=500) == 500:
        pass
