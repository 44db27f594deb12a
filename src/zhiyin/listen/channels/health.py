"""How the channels fare. What it costs grows with the number of channels, never with that of messages: see `COUNTED`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.models import Channel, MailboxState
from zhiyin.listen.channels.reads import channels_seen_by

#: at most so many rows of one state are counted; where there are more, the page says "at least"
COUNTED = 2_000
#: among so many newest outgoing messages of a channel the last one that left is looked for
LOOKED_AT = 200

_LAST = f"""
SELECT c.id,
  (SELECT m.at FROM channels_message m WHERE m.channel_id = c.id AND m.direction = 'in' ORDER BY m.at DESC LIMIT 1),
  (SELECT max(d.sent_at) FROM (SELECT m.id FROM channels_message m WHERE m.channel_id = c.id AND m.direction = 'out'
   ORDER BY m.at DESC LIMIT {LOOKED_AT}) newest JOIN channels_delivery d ON d.message_id = newest.id)
FROM unnest(%s::uuid[]) AS c(id)
"""


def _capped(table: str, key: str, states: tuple[str, ...]) -> str:
    return " UNION ALL ".join(
        f"(SELECT {key} AS key, state FROM {table} WHERE state = '{state}' LIMIT {COUNTED})" for state in states
    )


_ARRIVALS = f"""
SELECT key, 'arrival ' || state, count(*) FROM ({_capped("channels_arrival", "channel_id", ("stored", "failed"))}) waiting
GROUP BY key, state
"""
_DELIVERIES = f"""
SELECT m.channel_id, state, count(*)
FROM ({_capped("channels_delivery", "message_id", ("queued", "sending", "held", "failed", "unsure"))}) waiting
JOIN channels_message m ON m.id = waiting.key
GROUP BY m.channel_id, state
"""


@dataclass(frozen=True, slots=True)
class Health:
    """How a channel fares: when it last took in and sent, what waits, what failed.

    `at_least`: more waits in the house than was counted, so that the counts are lower bounds. `last_out_at` is None too if
    nothing of the newest messages has left.
    """

    channel: Channel
    last_in_at: datetime | None
    last_out_at: datetime | None
    unread: int = 0
    unread_failed: int = 0
    queued: int = 0
    held: int = 0
    failed: int = 0
    at_least: bool = False
    mailbox: MailboxState | None = None

    @property
    def backlog(self) -> int:
        return self.unread + self.queued

    @property
    def failures(self) -> int:
        return self.unread_failed + self.failed

    @property
    def fault(self) -> str:
        """What keeps the mailbox from being fetched; blank while all is well."""
        if self.mailbox is None or not self.channel.active:
            return ""
        from zhiyin.listen.channels.email.checking import trouble  # brings what speaks with mail servers

        return trouble(self.channel, self.mailbox)


def health_seen_by(actor: Actor, key: str | None = None) -> list[Health]:
    """The health of every channel that the actor may see, or of the one with this key. Four statements."""
    seen = channels_seen_by(actor).select_related("mailbox_state")
    channels = list(seen if key is None else seen.filter(key=key))
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [[one.id for one in channels]])
        last = {id: (last_in, last_out) for id, last_in, last_out in cursor.fetchall()}
        cursor.execute(_ARRIVALS)
        rows = cursor.fetchall()
        cursor.execute(_DELIVERIES)
        rows += cursor.fetchall()
    counts = {(channel_id, state): n for channel_id, state, n in rows}
    whole: dict[str, int] = {}
    for _channel_id, state, n in rows:
        whole[state] = whole.get(state, 0) + n
    at_least = any(n >= COUNTED for n in whole.values())

    def count(channel_id: UUID, *states: str) -> int:
        return sum(counts.get((channel_id, state), 0) for state in states)

    return [
        Health(
            channel=one,
            last_in_at=last[one.id][0],
            last_out_at=last[one.id][1],
            unread=count(one.id, "arrival stored"),
            unread_failed=count(one.id, "arrival failed"),
            queued=count(one.id, "queued", "sending"),
            held=count(one.id, "held"),
            failed=count(one.id, "failed", "unsure"),
            at_least=at_least,
            mailbox=getattr(one, "mailbox_state", None),
        )
        for one in channels
    ]
