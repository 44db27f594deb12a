"""Recurring work of value."""

from __future__ import annotations

from django.utils import timezone

from zhiyin.kernel.jobs.registry import recurring
from zhiyin.understand.value.actions import count_all_risks, count_all_values


@recurring("value.count", "20 3 * * *")
def count_value_and_risk() -> int:
    """Count what each customer is worth and who may leave."""
    now = timezone.now()
    return count_all_values(now) + count_all_risks(now)
