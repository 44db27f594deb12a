"""Recurring work about people."""

from datetime import timedelta

from django.utils import timezone

from zhiyin.kernel.jobs.registry import recurring
from zhiyin.kernel.people.models import IdempotentReply


@recurring("people.forget_replies", "17 * * * *")
def forget_replies() -> None:
    """Forget the API's kept replies after a day: they may hold personal data."""
    IdempotentReply.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()
