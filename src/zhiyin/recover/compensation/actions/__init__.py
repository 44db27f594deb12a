"""Verbs of making good: award, give, decide, reverse, apologise, escalate, name deputies, set budgets, look for abuse."""

from zhiyin.recover.compensation.actions.apologising import apologise
from zhiyin.recover.compensation.actions.awarding import award_for_breaches, give
from zhiyin.recover.compensation.actions.deciding import AlreadyDecided, decide, reverse_award
from zhiyin.recover.compensation.actions.escalating import escalate_overdue
from zhiyin.recover.compensation.actions.naming import end_deputy, name_deputy, set_budget
from zhiyin.recover.compensation.actions.suspecting import judge_signal, look_for_abuse
from zhiyin.recover.compensation.actions.using import BeyondAuthority

__all__ = [
    "AlreadyDecided",
    "BeyondAuthority",
    "apologise",
    "award_for_breaches",
    "decide",
    "end_deputy",
    "escalate_overdue",
    "give",
    "judge_signal",
    "look_for_abuse",
    "name_deputy",
    "reverse_award",
    "set_budget",
]
