"""What cases offer to the pages of others: the place of a chat in the queue."""

from __future__ import annotations

from typing import Any

from zhiyin.listen.channels.actions import offer_place
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.policy import OPEN_STATUSES


@offer_place
def place_in_the_queue(channel: Any, thread: str) -> int | None:
    """How many conversations of this channel wait as long as this one or longer; None when this one waits for nothing."""
    waiting = Case.objects.filter(channel=channel, status__in=OPEN_STATUSES, waiting_since__isnull=False)
    since = waiting.filter(thread=thread).values_list("waiting_since", flat=True).order_by("-opened_at").first()
    return None if since is None else waiting.filter(waiting_since__lte=since).count()
