"""When contacts come, to which unit, about what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from zhiyin.demo.texts import subjects
from zhiyin.demo.truths import Truths

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: how the contacts of a day fall on its hours, 0 to 23
HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 7, 10, 10, 9, 7, 8, 9, 9, 8, 7, 6, 6, 6, 5, 4, 2)
WEEKDAYS = (1.15, 1.05, 1.0, 1.0, 1.1, 0.9, 0.8)

#: when a contact comes, to which unit, about which topic
Arrival = tuple[datetime, str, str]


def arrivals_of(truths: Truths, *, now: datetime, days: int, cases: int, seed: int) -> list[Arrival]:
    """About `cases` contacts over the `days` before `now`, in order of time; the surge comes on top."""
    rng = Random(f"{seed} arrivals")
    weights = weights_of_pairs()
    pairs = list(weights)
    first = (now - timedelta(days=days)).astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    dates = [first + timedelta(days=day) for day in range(days + 1)]
    found = []
    for _ in range(cases):
        at = _moment(dates, rng)
        unit, topic = rng.choices(pairs, list(weights.values()))[0]
        if at < now:
            found.append((at, unit, topic))
    # A surge adds contacts and takes none away: it is drawn beside the ordinary ones.
    share = weights[truths.surge_unit, truths.surge_topic] / sum(weights.values())
    extra = cases / days * truths.surge_days * share * (truths.surge_factor - 1)
    for _ in range(round(extra)):
        at = now - timedelta(days=truths.surge_days) * rng.random()
        found.append((at, truths.surge_unit, truths.surge_topic))
    return sorted(found)


def weights_of_pairs() -> dict[tuple[str, str], float]:
    """How much of all contacts each (unit, topic) is, not yet summing to one."""
    weights = {}
    for topic, subject in subjects().items():
        for unit, weight in subject["units"].items():
            weights[unit, topic] = subject["share"] * weight / sum(subject["units"].values())
    return weights


def _moment(dates: list[datetime], rng: Random) -> datetime:
    while True:
        day = rng.choice(dates)
        if rng.random() < WEEKDAYS[day.weekday()] / max(WEEKDAYS):
            hour = rng.choices(range(24), HOURS)[0]
            return (day + timedelta(hours=hour, seconds=rng.uniform(0, 3600))).astimezone(UTC)
