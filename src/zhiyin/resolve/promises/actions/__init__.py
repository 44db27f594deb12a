"""Verbs about promises: make, keep, warn of, break, pause, resume, count anew, end, tell, review; public days; offers."""

from zhiyin.resolve.promises.actions.breaching import breach_overdue, warn_in_time
from zhiyin.resolve.promises.actions.changing import recount_batch, recount_case
from zhiyin.resolve.promises.actions.giving import give_early_notice, give_notice, promise_date
from zhiyin.resolve.promises.actions.handing import call_handovers_overdue, hand_back, hand_over, note_waiting
from zhiyin.resolve.promises.actions.keeping import cancel, keep, keep_first_reply, void
from zhiyin.resolve.promises.actions.making import make_for_case
from zhiyin.resolve.promises.actions.marking import mark_day
from zhiyin.resolve.promises.actions.owing import owe_again
from zhiyin.resolve.promises.actions.pausing import (
    pause_while_waiting,
    resume_after_waiting,
    settle_resolved,
    take_up_again,
)
from zhiyin.resolve.promises.actions.publishing import add_feed, look_up, publish_days, remove_feed
from zhiyin.resolve.promises.actions.reviewing import ask_for_reviews, decide_review
from zhiyin.resolve.promises.actions.telling import acknowledge, acknowledge_all
from zhiyin.resolve.promises.actions.trying import try_batch, try_rule
from zhiyin.resolve.promises.actions.updating import note_reply, promise_next_update
from zhiyin.resolve.promises.register import Amount, WouldBreak, pays, type_of_cases

__all__ = [
    "Amount",
    "WouldBreak",
    "acknowledge",
    "acknowledge_all",
    "add_feed",
    "ask_for_reviews",
    "breach_overdue",
    "call_handovers_overdue",
    "cancel",
    "decide_review",
    "give_early_notice",
    "give_notice",
    "hand_back",
    "hand_over",
    "keep",
    "keep_first_reply",
    "look_up",
    "make_for_case",
    "mark_day",
    "note_reply",
    "note_waiting",
    "owe_again",
    "pause_while_waiting",
    "pays",
    "promise_date",
    "promise_next_update",
    "publish_days",
    "recount_batch",
    "recount_case",
    "remove_feed",
    "resume_after_waiting",
    "settle_resolved",
    "take_up_again",
    "try_batch",
    "try_rule",
    "type_of_cases",
    "void",
    "warn_in_time",
]
