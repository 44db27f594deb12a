"""When to try again, and how much automatic mail one address may get. Pure."""

from __future__ import annotations

from datetime import timedelta

#: waiting times after the first, second … failed try; after the last one the delivery has failed
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
#: automatic messages that one address may get in an hour, unless its channel says otherwise
AUTOMATIC_PER_HOUR = 6
#: after this a claim counts as lost with its worker
CLAIM_LASTS = timedelta(minutes=15)


def wait_after(tries: int, jitter: float) -> timedelta | None:
    """How long to wait after `tries` failed tries; None means give up. `jitter` in [0, 1) spreads by ±20 %."""
    if tries > len(BACK_OFF):
        return None
    return BACK_OFF[tries - 1] * (0.8 + 0.4 * jitter)
