"""Verbs of following up: ask how it went, act on a bad answer, note calls and follow-ups."""

from zhiyin.recover.followup.actions.calling import act_on_answer, ask_how_fair_it_was, ask_how_it_went, note_call
from zhiyin.recover.followup.actions.following import (
    follow_up_case,
    note_answered,
    note_follow_up,
    note_missed,
    note_reopened,
)
from zhiyin.recover.followup.actions.rebounding import count_levels, follow_rebounds, plan_again
from zhiyin.recover.followup.actions.reviewing import (
    approve_review_reply,
    ask_review_reply,
    draft_review_reply,
    note_posted,
    note_unanswered,
)

__all__ = [
    "act_on_answer",
    "approve_review_reply",
    "ask_how_fair_it_was",
    "ask_how_it_went",
    "ask_review_reply",
    "count_levels",
    "draft_review_reply",
    "follow_rebounds",
    "follow_up_case",
    "note_answered",
    "note_call",
    "note_follow_up",
    "note_missed",
    "note_posted",
    "note_reopened",
    "note_unanswered",
    "plan_again",
]
