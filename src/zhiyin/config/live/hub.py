"""One connection that hears the database, and all the streams that are told."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from zhiyin.config.live.listeners import Facts, Listener
from zhiyin.config.logs import structlog

log = structlog.get_logger()
CHANNEL = "zhiyin"
#: a stream that is this far behind is ended; the browser comes back and says what it heard last
LONGEST_QUEUE = 200
HEARTBEAT_SECONDS, HEARTBEAT = 20.0, b": still here\n\n"
#: what is kept in memory for those who come back, and how much is read from the table for those who were away longer
REMEMBERED, MOST_REPLAYED = 2000, 500
#: entries are numbered when they are written and heard when they are committed: a late one may carry an earlier number
OVERLAP_MILLISECONDS = 10_000

_AFTER = """
SELECT id, event, subject_id, customer_id, unit_id, facts
FROM timeline_entry WHERE id > %s AND noted_at > now() - interval '1 day' ORDER BY id LIMIT %s
"""


@dataclass(eq=False, slots=True)
class Stream:
    """One open connection: what waits to be written, and who waits for it."""

    listener: Listener
    waiting: list[bytes] = field(default_factory=list)
    ended: bool = False
    wake: asyncio.Future[None] | None = None

    def put(self, chunk: bytes) -> None:
        """Add something to write; a stream that does not keep up is ended instead of growing."""
        if len(self.waiting) >= LONGEST_QUEUE:
            self.ended = True
        else:
            self.waiting.append(chunk)
        self._wake_up()

    def end(self) -> None:
        """Close it; the browser comes back by itself."""
        self.ended = True
        self._wake_up()

    def _wake_up(self) -> None:
        if self.wake is not None and not self.wake.done():
            self.wake.set_result(None)


class Hub:
    """All streams of this process, what was heard last, and the connection that hears it."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url
        self.streams: set[Stream] = set()
        self.heard: OrderedDict[str, Facts] = OrderedDict()
        self.listening = False
        self._reading = asyncio.Semaphore(4)

    def tell(self, facts: Facts) -> None:
        """Remember something that happened and hand it to every stream that may hear it. Twice is once.

        What has no id passes (somebody types): whoever is not there does not hear of it later.
        """
        entry = facts.get("id")
        if entry is not None:
            if entry in self.heard:
                return
            self.heard[entry] = facts
            if len(self.heard) > REMEMBERED:
                self.heard.popitem(last=False)
        chunk = chunk_of(facts)  # made once, however many hear it
        for stream in self.streams:
            if stream.listener.may_hear(facts):
                stream.put(chunk)

    async def beat(self) -> None:
        """Write a comment to every stream now and then, so that nobody between us and the browser takes it for dead."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for number, stream in enumerate(list(self.streams)):
                if not stream.waiting and not stream.ended:
                    stream.put(HEARTBEAT)
                if number % 200 == 199:
                    await asyncio.sleep(0)

    async def missed(self, last: str) -> list[Facts] | None:
        """What happened after the entry `last`; None when it is too much to tell one by one."""
        if last in self.heard:
            ids = list(self.heard)
            return [self.heard[one] for one in ids[ids.index(last) + 1 :]]
        try:
            since = _a_little_before(UUID(last))
        except ValueError:
            return []
        async with (
            self._reading,
            await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as connection,
        ):
            found = await (await connection.execute(_AFTER, [since, MOST_REPLAYED + 1])).fetchall()
        if len(found) > MOST_REPLAYED:
            return None
        return [facts for row in found if (facts := _facts(row))["id"] != last]

    async def listen(self) -> None:
        """Hear the database for ever; after a break, read from the table what happened meanwhile."""
        wait = 0.2
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self.database_url, autocommit=True, connect_timeout=5,
                    keepalives_idle=15, keepalives_interval=5, keepalives_count=3,
                ) as connection:  # fmt: skip
                    await connection.execute(f"LISTEN {CHANNEL}")
                    await self._catch_up()
                    self.listening, wait = True, 0.2
                    async for notice in connection.notifies():
                        with suppress(ValueError, KeyError, TypeError, AttributeError):
                            self.tell(json.loads(notice.payload))
            except (psycopg.Error, OSError) as error:
                log.warning("live_without_database", error=str(error).strip().split("\n")[0], again_in_seconds=wait)
            self.listening = False
            await asyncio.sleep(wait)
            wait = min(wait * 2, 5.0)

    async def _catch_up(self) -> None:
        if self.heard:
            missed = await self.missed_since_break(next(reversed(self.heard)))
            for facts in missed:
                self.tell(facts)

    async def missed_since_break(self, last: str) -> list[Facts]:
        """What the table holds after the entry that was heard last before the connection broke."""
        async with await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as connection:
            rows = await connection.execute(_AFTER, [_a_little_before(UUID(last)), REMEMBERED])
            return [_facts(row) for row in await rows.fetchall()]


def _a_little_before(entry: UUID) -> UUID:
    """The smallest UUIDv7 of a moment before the entry's."""
    milliseconds = max(0, (entry.int >> 80) - OVERLAP_MILLISECONDS)
    return UUID(int=milliseconds << 80)


def _facts(row: tuple[Any, ...]) -> Facts:
    *values, facts = row
    told = {name: value for name, value in facts.items() if name.endswith("_id") and isinstance(value, str)}
    names = ("id", "event", "subject_id", "customer_id", "unit_id")
    return told | {name: str(value) for name, value in zip(names, values, strict=True) if value is not None}


def chunk_of(facts: Facts) -> bytes:
    """One server-sent event. One without an id leaves the browser's last one as it is."""
    data = f"data: {json.dumps(facts, separators=(',', ':'))}\n\n"
    return (f"id: {facts['id']}\n{data}" if "id" in facts else data).encode()
