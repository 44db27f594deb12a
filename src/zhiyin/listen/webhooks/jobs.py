"""Recurring work about webhooks."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from zhiyin.kernel.jobs.registry import recurring
from zhiyin.listen.webhooks.models import Delivery, Secret
from zhiyin.listen.webhooks.policy import KEPT_DAYS

_AT_ONCE = 5000


@recurring("webhooks.forget_deliveries", "41 3 * * *")
def forget_deliveries() -> None:
    """Forget deliveries after thirty days, and replaced secrets that sign no more."""
    now = timezone.now()
    Secret.objects.filter(until_at__lt=now).delete()
    # what waits for a webhook that is out of use goes too: nobody wants news of last month at once
    old = Delivery.objects.filter(made_at__lt=now - timedelta(days=KEPT_DAYS))
    while ids := list(old.values_list("id", flat=True)[:_AT_ONCE]):
        Delivery.objects.filter(id__in=ids).delete()
