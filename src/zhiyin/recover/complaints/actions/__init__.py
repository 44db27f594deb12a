"""Verbs about complaints, one file a part of the way; about problems; about reports of danger."""

from zhiyin.recover.complaints.actions.clocks import do_what_is_due, meet_statutory, start_statutory
from zhiyin.recover.complaints.actions.closing import close, resume, withdraw
from zhiyin.recover.complaints.actions.hearing import follow_owner, follow_priority, note_answer, take_letter_back
from zhiyin.recover.complaints.actions.investigating import assess, find_cause, investigate
from zhiyin.recover.complaints.actions.opening import fill_in, open_complaint
from zhiyin.recover.complaints.actions.problems import correct_problem, end_problem, look_for_risen, prove_prevention
from zhiyin.recover.complaints.actions.restating import acknowledge, confirm, correct
from zhiyin.recover.complaints.actions.safety import answer_report, change_words, look_for_danger, seal_evidence
from zhiyin.recover.complaints.actions.solving import Overtaken, answer_solution, propose
from zhiyin.recover.complaints.actions.stepping import NotYet

__all__ = [
    "NotYet",
    "Overtaken",
    "acknowledge",
    "answer_report",
    "answer_solution",
    "assess",
    "change_words",
    "close",
    "confirm",
    "correct",
    "correct_problem",
    "do_what_is_due",
    "end_problem",
    "fill_in",
    "find_cause",
    "follow_owner",
    "follow_priority",
    "investigate",
    "look_for_danger",
    "look_for_risen",
    "meet_statutory",
    "note_answer",
    "open_complaint",
    "propose",
    "prove_prevention",
    "resume",
    "seal_evidence",
    "start_statutory",
    "take_letter_back",
    "withdraw",
]
