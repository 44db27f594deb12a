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

__all__ = [
    "act_on_answer",
    "ask_how_fair_it_was",
    "ask_how_it_went",
    "count_levels",
    "follow_rebounds",
    "follow_up_case",
    "note_answered",
    "note_call",
    "note_follow_up",
    "note_missed",
    "note_reopened",
    "plan_again",
]
