"""More of the same at once: fetching and finishing a small job costs as much as doing it, and some go better together."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from django.db import transaction

from zhiyin.kernel.jobs.actions import PRIORITY
from zhiyin.kernel.statements import prepared

log = structlog.get_logger()
#: so many are done after the one that was fetched; then more urgent ones have their turn
MOST = 20

_TAKE = """
DELETE FROM procrastinate_jobs WHERE id = ANY(ARRAY(
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND priority = %s AND args ->> 'job' = %s AND attempts = 0
      AND lock IS NULL AND queueing_lock IS NULL AND (scheduled_at IS NULL OR scheduled_at <= now())
    ORDER BY id FOR UPDATE SKIP LOCKED LIMIT %s
)) RETURNING id, args ->> 'arguments'
"""


def do_more(job: str, work: Callable[[Sequence[dict[str, Any]]], object]) -> int:
    """Do waiting jobs of this name in the default queue here, in one transaction with their removal. Returns how many.

    `work` is given the arguments of them all. If it fails, all is undone and they are done one by one, up to the first that
    fails: that one waits as before, and is done in the usual way, with retries.
    """
    try:
        return _do(job, work, MOST)
    except Exception:
        log.exception("jobs_not_done_together", job=job)
    done = 0
    try:
        while done < MOST and _do(job, work, 1):
            done += 1
    except Exception:
        log.exception("job_left_for_a_worker", job=job)
    return done


@transaction.atomic
def _do(job: str, work: Callable[[Sequence[dict[str, Any]]], object], most: int) -> int:
    with prepared() as cursor:
        cursor.execute(_TAKE, [PRIORITY["default"], job, most])
        taken = sorted(cursor.fetchall())
    if taken:
        work([json.loads(arguments) for _id, arguments in taken])
    return len(taken)
