"""What `zhiyin channels` keeps running for webhooks: claim, post in a few threads, note; every second, at once when busy.

One thread speaks to the database; the others only post. A webhook has at most four posts under way (one while it fails), so
that slow receivers leave places for the others.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from django.db import close_old_connections, connection
from django.utils import timezone

from zhiyin.listen.webhooks.sending import Outcome, claim, note, post

SENDERS = 24
PAUSE_SECONDS = 1.0
#: how long posts under way may still take when we are told to stop; what takes longer is sent again, under its id
LAST_CALL_SECONDS = 5.0


async def serve(stop: asyncio.Event) -> None:
    """Send until told to stop. Falls with the database; whoever keeps the doors opens it again."""
    halt = threading.Event()
    work = asyncio.ensure_future(asyncio.to_thread(keep_sending, halt))
    told = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({work, told}, return_when=FIRST_COMPLETED)
    finally:
        halt.set()
        told.cancel()
    await work


def keep_sending(halt: threading.Event, senders: int = SENDERS) -> None:
    """Send what is due until told to stop."""
    pool = ThreadPoolExecutor(senders, thread_name_prefix="webhooks")
    under_way: set[Future[Outcome]] = set()
    try:
        while not halt.is_set():
            close_old_connections()
            now = timezone.now()
            if len(under_way) < senders:
                under_way |= {pool.submit(post, one, now) for one in claim(now, senders - len(under_way))}
            if under_way:
                under_way = _note_done(under_way, PAUSE_SECONDS)
            else:
                halt.wait(PAUSE_SECONDS)
        _note_done(under_way, LAST_CALL_SECONDS, all_of_them=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        connection.close()


def _note_done(under_way: set[Future[Outcome]], seconds: float, *, all_of_them: bool = False) -> set[Future[Outcome]]:
    """Note what is done after at most so long; gives back what is still under way."""
    done, left = wait(under_way, timeout=seconds, return_when="ALL_COMPLETED" if all_of_them else FIRST_COMPLETED)
    if done:
        note([one.result() for one in done], timezone.now())
    return set(left)
