"""The rules of delivering: when to try again, when to rest, when to give a receiver up. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
#: waits after the first, second … failed attempt (the example schedule of Standard Webhooks 1.0)
WAITS = (5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
#: of each wait, up to this share more, so that what failed together does not come back together
JITTER = 0.2
#: how long the receiver may take to answer
TIMEOUT_SECONDS = 20.0
#: after which an attempt that nobody finished is begun anew; longer than any attempt can take
CLAIM_LASTS = 90 * SECOND
#: attempts under way at once for one webhook, and for one that fails: a dead receiver holds one sender at most
AT_ONCE, AT_ONCE_FAILING = 4, 1
#: a webhook is disabled after so many failures in a row over so long
GIVE_UP_FAILURES, GIVE_UP_AFTER = 10, timedelta(days=5)
#: how long a replaced secret still signs
OVERLAP = timedelta(hours=24)
#: how long finished deliveries can be looked at and replayed
KEPT_DAYS = 30
#: how much of an answer is kept, bytes
ANSWER_KEPT = 2000

Verdict = Literal["delivered", "failed", "gone", "slow down"]


def verdict(status: int | None) -> Verdict:
    """What an answer means: 2xx delivered, 410 gone for good, 429, 502, 503 and 504 slow down; the rest failed."""
    if status is None:
        return "failed"
    if 200 <= status < 300:
        return "delivered"
    if status == 410:
        return "gone"
    return "slow down" if status in (429, 502, 503, 504) else "failed"


def wait_after(tries: int, chance: float) -> timedelta | None:
    """How long to wait after so many failed attempts; None: no more. `chance` in [0, 1) is the jitter's."""
    if not 1 <= tries <= len(WAITS):
        return None
    return WAITS[tries - 1] * (1 + JITTER * chance)


def rest_for(headers: Mapping[str, str], failures: int, now: datetime) -> timedelta:
    """How long to leave a receiver alone that asked for it: what its Retry-After says, else a minute more each time.

    At least a second, at most an hour.
    """
    asked = headers.get("retry-after", "").strip()
    wait = MINUTE * max(1, failures)
    if asked.isdecimal() and len(asked) < 10:
        wait = int(asked) * SECOND
    elif asked:
        try:
            at = parsedate_to_datetime(asked)
        except ValueError:
            pass
        else:
            wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    return min(max(wait, SECOND), HOUR)


def gives_up(failures: int, failing_since: datetime | None, now: datetime) -> bool:
    """Whether a webhook that did nothing but fail is disabled."""
    return failing_since is not None and failures >= GIVE_UP_FAILURES and now - failing_since >= GIVE_UP_AFTER
