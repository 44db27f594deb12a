"""When to try again, when a claim is lost, when customers may be written to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from zhiyin.lib.working_time import Calendar

#: waiting times after the first, second … failed try; after the last one the delivery has failed
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720))
#: automatic messages that one customer may get in an hour, unless the policy or the channel says otherwise
AUTOMATIC_PER_HOUR = 6
#: after this a claim whose worker has said nothing to the other side yet counts as lost: another may send
CLAIM_LASTS = timedelta(seconds=60)
#: after this a claim whose worker was giving the content to the other side counts as lost: nobody knows whether it arrived
HANDING_LASTS = timedelta(minutes=5)
#: the time in which messages that are not about the customer's own cases are counted together
FATIGUE_WINDOW = timedelta(days=30)


#: of the files that go with one message: bytes of one, bytes together (base64 makes a third more of it), how many
LARGEST_FILE, LARGEST_TOGETHER, MOST_FILES = 15 * 2**20, 20 * 2**20, 10
#: endings of files that run when they are opened: mail servers refuse them, and nobody should be sent one
_PROGRAMS = (
    "ade adp apk appx bat cab chm cmd com cpl dll dmg exe hta ins iso isp jar js jse lib lnk mde msc msi msix msp mst nsh "
    "pif ps1 reg scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll"
)
RUNS = frozenset(_PROGRAMS.split())


def wait_after(tries: int, jitter: float) -> timedelta | None:
    """How long to wait after `tries` failed tries; None means give up. `jitter` in [0, 1) spreads by ±20 %."""
    if tries > len(BACK_OFF):
        return None
    return BACK_OFF[tries - 1] * (0.8 + 0.4 * jitter)


def lost(claimed_at: datetime | None, handing_at: datetime | None, now: datetime) -> bool:
    """Whether the worker that took a message on at `claimed_at` counts as gone."""
    if handing_at is not None:
        return handing_at < now - HANDING_LASTS
    return claimed_at is not None and claimed_at < now - CLAIM_LASTS


def contact_hours(begin: time, end: time, time_zone: str, *, weekdays_only: bool = False) -> Calendar:
    """The hours in which customers may be written to unasked. `begin` = `end` means all day; they may cross midnight."""
    midnight = time(0)
    if begin < end or midnight in (begin, end):
        windows: tuple[tuple[time, time], ...] = ((begin, end),)
    elif begin == end:
        windows = ((midnight, midnight),)
    else:
        windows = ((midnight, end), (begin, midnight))
    return Calendar(time_zone, dict.fromkeys(range(5 if weekdays_only else 7), windows))


def may_write_from(now: datetime, hours: Calendar) -> datetime:
    """`now` if these hours hold, else the moment at which they begin again."""
    return next(max(begin, now) for begin, end in hours.spans_from(now) if end > now)


def too_much(files: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """What is wrong with files (name, bytes) that are to go with a message, and with which: `many`, `large`, `together`,
    `empty`, `runs`; blank when nothing is."""
    if len(files) > MOST_FILES:
        return "many", ""
    for name, size in files:
        if name.rpartition(".")[2].lower().strip() in RUNS:
            return "runs", name
        if size > LARGEST_FILE:
            return "large", name
        if not size:
            return "empty", name
    return ("together", "") if sum(size for _name, size in files) > LARGEST_TOGETHER else ("", "")


def answer_each_other(sent: int, received: int, most: int) -> bool:
    """Whether a thread's automatic messages of the last hour and what came back look like two machines talking."""
    return min(sent, received) >= most


def time_zone_fault(name: str) -> bool:
    """Whether no time zone has this name."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return True
    return False
