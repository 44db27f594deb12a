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


#: of the files that go with one message: bytes together (base64 makes a third more of it), how many
LARGEST_TOGETHER, MOST_FILES = 20 * 2**20, 10
#: files by their endings. Programs run when they are opened: mail servers refuse them, and nobody should be sent one.
_ENDINGS = {
    "program": "ade adp apk appx bat cab chm cmd com cpl deb dll dmg exe hta ins iso isp jar js jse lib lnk mde msc msi "
    "msix msp mst nsh pif ps1 reg rpm scr sct sh shb sys vb vbe vbs vhd vxd wsc wsf wsh xll",
    "picture": "avif bmp gif heic heif jpeg jpg png tif tiff webp",
    "document": "csv doc docx eml ics md odp ods odt pages pdf ppt pptx rtf txt vcf xls xlsx wps et dps ofd",
    "sound": "aac amr flac m4a mp3 oga ogg opus silk speex wav wma",
    "film": "3gp avi m4v mkv mov mp4 mpeg mpg webm wmv",
    "archive": "7z bz2 gz rar tar tgz xz zip",
}
_KIND_OF_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_KIND_OF_TYPE = {"image": "picture", "audio": "sound", "video": "film", "text": "document"}
#: what a policy may say about files by
FILE_KINDS = (*_ENDINGS, "other")
#: pages and drawings run scripts when a browser opens them
_ACT = {"text/html", "text/javascript", "image/svg+xml", "text/xml"}


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


def ending_of(name: str) -> str:
    """A file's ending as a system would heed it, in small letters, without the dot; blank when it has none.

    >>> ending_of("发票.pdf.EXE. ")
    'exe'
    """
    before, dot, ending = name.strip(" .").rpartition(".")
    return ending.strip().lower() if dot and before else ""


def kind_of_file(name: str, content_type: str = "") -> str:
    """One of `FILE_KINDS`: by the ending; only where there is none by what the other side says it is."""
    ending = ending_of(name)
    if ending:
        return _KIND_OF_ENDING.get(ending, "other")
    if content_type == "application/pdf":
        return "document"
    return "other" if content_type in _ACT else _KIND_OF_TYPE.get(content_type.partition("/")[0], "other")


def too_much(files: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """What is wrong with files (name, bytes) that are to go together, and with which: `many`, `empty`, `together`; blank
    when nothing is."""
    if len(files) > MOST_FILES:
        return "many", ""
    empty = next((name for name, size in files if not size), None)
    if empty is not None:
        return "empty", empty
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
