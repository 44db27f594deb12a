"""Verbs about cases: open and join, change status, resolve and reopen, assign, judge the priority."""

from zhiyin.resolve.cases.actions.assignment import assign
from zhiyin.resolve.cases.actions.grading import set_priority
from zhiyin.resolve.cases.actions.opening import (
    dismiss_set_aside,
    file_message,
    join,
    join_outgoing,
    open_case,
    open_for,
    open_set_aside,
)
from zhiyin.resolve.cases.actions.status import (
    TooLateToReopen,
    answered,
    close_old,
    note_due,
    reopen,
    resolve,
    set_status,
    undo_resolve,
)
from zhiyin.resolve.cases.actions.unanswering import unanswered

__all__ = [
    "TooLateToReopen",
    "answered",
    "assign",
    "close_old",
    "dismiss_set_aside",
    "file_message",
    "join",
    "join_outgoing",
    "note_due",
    "open_case",
    "open_for",
    "open_set_aside",
    "reopen",
    "resolve",
    "set_priority",
    "set_status",
    "unanswered",
    "undo_resolve",
]
