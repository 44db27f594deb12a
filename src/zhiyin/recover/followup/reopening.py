"""What happens to a case that turned out not to be solved."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases.actions import TooLateToReopen, open_case, reopen


def reopen_or_follow(case: Any, words: str, *, by: Actor, because: Entry | None, at: datetime) -> UUID:
    """The case, open again; or a new one that follows it, when it is too late for that."""
    try:
        with transaction.atomic():
            reopen(case.id, words, by=by, because=because, at=at)
        return case.id  # type: ignore[no-any-return]
    except TooLateToReopen:
        following = open_case(
            customer_id=case.customer_id,
            unit_id=case.unit_id,
            channel_id=case.channel_id,
            subject=case.subject,
            text=words,
            language=case.language,
            follows_id=case.id,
            by=by,
            because=because,
            at=at,
        )
        return following.id
