"""What everybody may know: each public promise with its text, its remedy, and how well it was kept, counted from what
happened. Reads no customer."""

from __future__ import annotations

import time as clock
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from zhiyin.lib.stats import Interval, wilson
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.models import Version
from zhiyin.recover.guarantees.reads import paid_by, public_in_force, told_between, versions_of
from zhiyin.resolve.promises.reads import entitlements, keep_rates, ratio_promises

#: the page counts so many whole days, up to the last midnight
DAYS = 90
#: what was counted stands so long in a process
KEPT_SECONDS = 300
#: promises that customers were given: by us, a contract, the law
TO_CUSTOMERS = (policy.PUBLIC, policy.CONTRACT, "statutory")
PROMISES = {
    "first_reply": _("A first reply in time"),
    "solution": _("A solution in time"),
    "next_update": _("The next update in time"),
    "told_date": _("A date that we told you"),
    "follow_up": _("A follow-up in time"),
    "cut_off": _("Delivery as promised when you ordered"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a promise was kept: `met` of `n`, with Wilson's interval at 95 %."""

    met: int
    n: int

    @property
    def value(self) -> float | None:
        return self.met / self.n if self.n else None

    @property
    def interval(self) -> Interval:
        return wilson(self.met, self.n)

    @property
    def enough(self) -> bool:
        return self.n >= policy.ENOUGH


@dataclass(frozen=True, slots=True)
class Promised:
    """A guarantee in force with what is known of it. `rate` is None where only its failures are told."""

    version: Version
    rate: Rate | None
    paid: int


@dataclass(frozen=True, slots=True)
class Public:
    """The whole page: guarantees, promises without a remedy, shares, rights; and over which days it is counted."""

    from_at: datetime
    until_at: datetime
    first_day: date
    last_day: date
    guarantees: list[Promised]
    promises: list[tuple[Any, Rate]]
    shares: list[tuple[str, str, float, Rate]]
    rights: list[tuple[str, str, int]]


def period(now: datetime) -> tuple[datetime, datetime]:
    """The last whole days in the house's time zone: from (included) to (excluded)."""
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone).date()
    return tuple(datetime.combine(day, time(), zone) for day in (today - timedelta(days=DAYS), today))  # type: ignore[return-value]


def counted(now: datetime) -> Public:
    """Count it all anew."""
    since, until = period(now)
    versions = public_in_force(now)
    history = versions_of({one.guarantee_id for one in versions})
    paid = paid_by([one.id for those in history.values() for one in those], since, until)
    return Public(
        since,
        until,
        since.date(),
        until.date() - timedelta(days=1),
        [
            Promised(
                one,
                rate_of(one, history[one.guarantee_id], since, until),
                sum(paid[version.id].n for version in history[one.guarantee_id] if version.id in paid),
            )
            for one in versions
        ],
        [
            (PROMISES[one.name], Rate(one.met, one.n))
            for one in keep_rates(since, until, audience=policy.PUBLIC)
            if one.name in PROMISES
        ],
        _shares(now),
        _rights({one.name for one in versions if one.trigger == policy.RIGHT}),
    )


def rate_of(version: Version, history: list[Version], since: datetime, until: datetime) -> Rate | None:
    """How often what a guarantee promises was kept, by the events themselves. One statement."""
    if version.trigger == policy.BREACH:
        only: dict[str, Any] = {"name": version.name, "audience__in": TO_CUSTOMERS}
        if version.channels:
            only["channel_kind__in"] = version.channels
        met, n = 0, 0
        for one in keep_rates(since, until, **only):
            met, n = met + one.met, n + one.n
        return Rate(met, n)
    if version.trigger == policy.EVIDENCE and version.tells_all:
        n, paid = told_between(version.name, max(since, history[-1].from_at), until)
        return Rate(n - paid, n)
    return None


def _shares(now: datetime) -> list[tuple[str, str, float, Rate]]:
    """Public promises of a share in both languages, with their target and what was kept in their own window."""
    both = [_in(language, lambda: ratio_promises(now)) for language in ("zh-hans", "en")]
    return [
        (zh.text, en.text, zh.target, Rate(zh.rate.met, zh.rate.n))
        for zh, en in zip(*both, strict=True)
        if zh.audience == policy.PUBLIC
    ]


def _rights(shown: set[str]) -> list[tuple[str, str, int]]:
    """Public rights in both languages, but for those that a guarantee speaks of already."""
    both = [_in(language, entitlements) for language in ("zh-hans", "en")]
    return [
        (zh.text, en.text, zh.days)
        for zh, en in zip(*both, strict=True)
        if zh.audience == policy.PUBLIC and zh.key not in shown
    ]


def _in(language: str, asked: Any) -> Any:
    from django.utils import translation

    with translation.override(language):
        return asked()


_known: dict[str, tuple[float, Public]] = {}


def page(now: datetime) -> Public:
    """The page as it was counted at most five minutes ago: however many look, the database is asked once."""
    at = clock.monotonic()
    if "page" not in _known or at - _known["page"][0] >= KEPT_SECONDS or _known["page"][1].until_at != period(now)[1]:
        _known["page"] = at, counted(now)
    return _known["page"][1]


def count_anew() -> None:
    """Forget what was counted: a guarantee was changed here."""
    _known.clear()
