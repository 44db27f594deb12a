"""What the calendar does for the ledger."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from zhiyin.kernel.jobs.registry import recurring
from zhiyin.kernel.ledger.heads import seal_day


@recurring("ledger.seal_day", "5 0 * * *")
def seal_the_day() -> int:
    """Sign what the ledger came to when the day was over, for all to check."""
    return seal_day(timezone.localdate() - timedelta(days=1)).last
