"""The pages of the desk: the inbox and a case, and the resources that work on a case posts to."""

from zhiyin.resolve.conversations.views.calls import call_case
from zhiyin.resolve.conversations.views.desk import case, inbox
from zhiyin.resolve.conversations.views.marks import seen, typing
from zhiyin.resolve.conversations.views.set_aside import dismissal, set_aside, set_aside_case
from zhiyin.resolve.conversations.views.work import (
    assignment,
    closure,
    draft,
    notes,
    priority,
    reopening,
    replies,
    status,
    withdrawal,
)

__all__ = [
    "assignment",
    "call_case",
    "case",
    "closure",
    "dismissal",
    "draft",
    "inbox",
    "notes",
    "priority",
    "reopening",
    "replies",
    "seen",
    "set_aside",
    "set_aside_case",
    "status",
    "typing",
    "withdrawal",
]
