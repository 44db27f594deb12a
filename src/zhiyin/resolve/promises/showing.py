"""A promise ready to be shown: its chip, its arithmetic, its rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from zhiyin.face.wording import span
from zhiyin.resolve.promises import policy, wording
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.years import Part, bar


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise with what a template needs; times in `zone`, that of the unit that promised."""

    promise: Promise
    zone: ZoneInfo

    @property
    def name(self) -> str:
        return wording.name_of(self.promise.name)

    @property
    def chip_state(self) -> str:
        """The state for the clock chip: what is overdue and still owed counts on in red instead of saying "missed"."""
        if self.promise.state in (policy.BREACHED, policy.BREACHED_BY_CHANGE):
            return policy.BREACHED if self.promise.answered_at else policy.WARNED
        return self.promise.state

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


def shown(promise: Promise) -> Shown:
    """A promise ready to be shown."""
    zone = promise.unit.time_zone if promise.unit else settings.TIME_ZONE
    return Shown(promise, ZoneInfo(zone))


def shown_all(promises: Iterable[Promise]) -> list[Shown]:
    """Promises ready to be shown; they were read with their units."""
    return [shown(one) for one in promises]
