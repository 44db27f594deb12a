"""A promise ready to be shown: its chip, its arithmetic, its rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.face.wording import span
from zhiyin.resolve.promises import policy, wording
from zhiyin.resolve.promises.models import Notice, Promise
from zhiyin.resolve.promises.years import Part, bar, place_on


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise with what a template needs; times in `zone`, that of the unit that promised."""

    promise: Promise
    zone: ZoneInfo
    used: tuple[policy.Used, ...] = ()
    now: datetime | None = None

    @property
    def name(self) -> str:
        return wording.name_of(self.promise.name)

    @property
    def chip_state(self) -> str:
        """The state for the clock chip: what is overdue and still owed counts on in red instead of saying "missed"."""
        if self.promise.state in (policy.BREACHED, policy.BREACHED_BY_CHANGE):
            return policy.BREACHED if self.promise.answered_at else policy.WARNED
        return policy.WARNED if self.promise.state == policy.NOTICED else self.promise.state

    @property
    def because(self) -> str:
        return wording.because(self.promise, self.zone)

    @property
    def locked_due(self) -> str:
        due_at = self.promise.locked_due_at
        return "" if due_at is None else wording.clock_time(due_at, self.zone, name_zone=False)

    @property
    def whose(self) -> list[tuple[str, str, int]]:
        """Whose time it was: whose, how long, and the share of it in per cent."""
        total = sum((one.time for one in self.used), timedelta(0))
        return [
            (
                wording.holder(one),
                wording.length(round(one.time.total_seconds() / 60) * 60),
                round(100 * (one.time / total)),
            )
            for one in self.used
        ]

    @property
    def rule_key(self) -> str:
        """The table that decided it; blank where a person did."""
        return (self.promise.policy_key or self.promise.name) if self.promise.name in policy.BY_POLICY else ""

    @property
    def by_hand(self) -> bool:
        """Whether a person notes that it was done."""
        return self.promise.name not in policy.BY_POLICY

    @property
    def may_be_told(self) -> bool:
        """Whether the customer can still be told that it will not be kept."""
        kept_by_writing = self.promise.name in (policy.FIRST_REPLY, policy.NEXT_UPDATE)
        ahead = self.now is not None and self.now < self.promise.due_at
        return self.promise.state in (policy.PENDING, policy.WARNED) and ahead and not kept_by_writing

    @property
    def told_early(self) -> Notice | None:
        return getattr(self.promise, "notice", None)

    @property
    def now_on_bar(self) -> int | None:
        """Where now lies on the bar, while the promise is owed."""
        if self.now is None or not self.promise.is_running:
            return None
        return place_on(self.promise.arithmetic, self.bar, self.now)

    @property
    def bar_words(self) -> str:
        """What the bar shows, in words."""
        pauses = sum(1 for step in self.promise.arithmetic if step["kind"] == "pause")
        told = _("From %(start)s to %(due)s: %(duration)s of working time are counted, %(pauses)s pauses.") % {
            "start": wording.clock_time(self.promise.started_at, self.zone, name_zone=False),
            "due": self.due,
            "duration": self.duration,
            "pauses": pauses,
        }
        if self.now_on_bar is not None and self.now is not None:
            told += " " + _("Now it is %(now)s.") % {"now": wording.clock_time(self.now, self.zone, name_zone=False)}
        return told

    @property
    def lines(self) -> list[wording.Line]:
        return wording.lines(self.promise.arithmetic, self.zone)

    @property
    def bar(self) -> list[Part]:
        words = [f"{line.day} {line.span} · {line.what}" for line in self.lines]
        return bar(self.promise.arithmetic, words)

    @property
    def duration(self) -> str:
        return span(self.promise.duration)

    @property
    def due(self) -> str:
        return wording.clock_time(self.promise.due_at, self.zone, name_zone=False)

    @property
    def tip(self) -> str:
        """The whole count in one line."""
        counted = [f"{line.day} {line.span} {line.counted}" for line in self.lines if line.counted]
        return f"{self.name}: {' + '.join(counted)} = {self.duration} → {self.due}"

    @property
    def row_number(self) -> int | None:
        return None if self.promise.policy_row is None else self.promise.policy_row + 1

    @property
    def facts(self) -> dict[str, Any]:
        return {"priority": self.promise.priority, "value": self.promise.value_band}


def shown(promise: Promise, used: Iterable[policy.Used] = ()) -> Shown:
    """A promise ready to be shown; `used` says whose working time it used."""
    zone = promise.unit.time_zone if promise.unit else settings.TIME_ZONE
    return Shown(promise, ZoneInfo(zone), tuple(used), timezone.now())


def shown_all(promises: Iterable[Promise]) -> list[Shown]:
    """Promises ready to be shown; they were read with their units."""
    return [shown(one) for one in promises]
