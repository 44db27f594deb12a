"""Verbs of routing: queue a case, give out what waits, take back what nobody began, tell who must know."""

from zhiyin.resolve.routing.actions.alarming import (
    alarm_of_bounces,
    alarm_of_promise,
    alarm_of_promises,
    alarm_unowned,
    note_seen,
    ring_overruns,
    watch_overruns,
)
from zhiyin.resolve.routing.actions.placing import give_out, place_waiting
from zhiyin.resolve.routing.actions.queueing import (
    Arrival,
    end_wait,
    follow_assignment,
    follow_priority,
    follow_the_rule,
    look_again,
    queue_case,
    queue_cases,
)
from zhiyin.resolve.routing.actions.returning import look_at_shifts, look_at_shifts_of, return_unbegun

__all__ = [
    "Arrival",
    "alarm_of_bounces",
    "alarm_of_promise",
    "alarm_of_promises",
    "alarm_unowned",
    "end_wait",
    "follow_assignment",
    "follow_priority",
    "follow_the_rule",
    "give_out",
    "look_again",
    "look_at_shifts",
    "look_at_shifts_of",
    "note_seen",
    "place_waiting",
    "queue_case",
    "queue_cases",
    "return_unbegun",
    "ring_overruns",
    "watch_overruns",
]
