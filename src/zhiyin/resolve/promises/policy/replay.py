"""What another rule would have made of what happened. Pure: recorded facts and a due time in, an outcome out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from zhiyin.lib.working_time import Pause
from zhiyin.resolve.promises.policy.clock import BREACHED, BREACHED_BY_CHANGE, CANCELLED, MET, VOID

KEPT, BROKEN, RUNNING, ENDED, BY_CHANGE, NOTHING = "kept", "broken", "running", "ended", "by_change", "nothing"
OUTCOMES = (KEPT, BROKEN, RUNNING, ENDED, BY_CHANGE, NOTHING)

_OUTCOME_OF = {
    MET: KEPT,
    BREACHED: BROKEN,
    BREACHED_BY_CHANGE: BY_CHANGE,
    CANCELLED: ENDED,
    VOID: ENDED,
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What happened in a case: what the tables are asked, when the clock began and stood, when it was done or ended.

    `state` is what became of the promise, "" where there was none. `void` says that it should never have been made.
    """

    case_id: UUID
    customer_id: UUID
    facts: dict[str, Any]
    started_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    pauses: tuple[Pause, ...] = field(default=())
    state: str = ""


def happened(recorded: Recorded) -> str:
    """What became of it."""
    return _OUTCOME_OF.get(recorded.state, RUNNING) if recorded.state else NOTHING


def would_have(recorded: Recorded, due_at: datetime | None, now: datetime) -> str:
    """What would have become of it, had it been due at `due_at` (None: nothing promised) and seen at `now`.

    People answer and customers wait as they did: a rule that makes people faster or slower is not known here.
    """
    if recorded.state == VOID:
        return ENDED
    if due_at is None:
        return NOTHING
    if recorded.answered_at is not None:
        return KEPT if recorded.answered_at <= due_at else BROKEN
    if due_at <= min(recorded.ended_at or now, now):
        return BROKEN
    return ENDED if recorded.ended_at is not None else RUNNING


class Step(NamedTuple):
    """Something that moved a case at a time: to a status, or "solved", "resolved" (otherwise), "reopened"."""

    at: datetime
    to: str


def from_story(steps: Iterable[Step]) -> tuple[datetime | None, datetime | None, tuple[Pause, ...]]:
    """When a case was solved, when it ended otherwise, and when the clock of its solution would have stood.

    For a case that was promised no solution: the same that the promise would have recorded.
    """
    answered: datetime | None = None
    ended: datetime | None = None
    stands: datetime | None = None
    pauses: list[Pause] = []
    for at, to in sorted(steps):
        if stands is not None and to != "waiting_customer":
            pauses.append(Pause(stands, at))
            stands = None
        if to in ("solved", "resolved"):
            answered, ended = (at, None) if to == "solved" else (None, at)
            stands = at
        elif to == "reopened":
            answered, ended = None, None
        elif to == "waiting_customer" and stands is None:
            stands = at
    if stands is not None:
        pauses.append(Pause(stands, None))
    return answered, ended, tuple(pauses)


def closed_at(pauses: Sequence[Pause], now: datetime) -> tuple[Pause, ...]:
    """The pauses, one that still stands until `now`: as a count in between takes it."""
    return tuple(pause if pause.end is not None else Pause(pause.start, max(now, pause.start)) for pause in pauses)
