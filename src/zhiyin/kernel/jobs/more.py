"""More of the same at once: fetching and finishing a small job costs as much as doing it."""

from __future__ import annotations

import json
from collections.abc import Callable

import structlog
from django.db import transaction

from zhiyin.kernel.jobs.actions import PRIORITY
from zhiyin.kernel.statements import prepared

log = structlog.get_logger()
#: so many are done after the one that was fetched; then more urgent ones have their turn
MOST = 20

_TAKE = """
DELETE FROM procrastinate_jobs WHERE id = (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND priority = %s AND args ->> 'job' = %s AND attempts = 0
      AND lock IS NULL AND queueing_lock IS NULL AND (scheduled_at IS NULL OR scheduled_at <= now())
    ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1
) RETURNING args ->> 'arguments'
"""


def do_more(job: str, work: Callable[..., object]) -> int:
    """Do waiting jobs of this name in the default queue here, each in one transaction with its removal. Returns how many.

    Ends at the first that fails: that one is undone, waits as before, and is done in the usual way, with retries.
    """
    done = 0
    try:
        while done < MOST and _one_more(job, work):
            done += 1
    except Exception:
        log.exception("job_left_for_a_worker", job=job)
    return done


@transaction.atomic
def _one_more(job: str, work: Callable[..., object]) -> bool:
    with prepared() as cursor:
        cursor.execute(_TAKE, [PRIORITY["default"], job])
        taken = cursor.fetchone()
    if taken is None:
        return False
    work(**json.loads(taken[0]))
    return True
