"""The pages of compensation."""

from zhiyin.recover.compensation.views.approvals import approvals, decision, deputies, deputy_end
from zhiyin.recover.compensation.views.awards import award, awards, gifts, proposal, reversal
from zhiyin.recover.compensation.views.budgets import budgets
from zhiyin.recover.compensation.views.suspicions import judgement, suspicions

__all__ = [
    "approvals",
    "award",
    "awards",
    "budgets",
    "decision",
    "deputies",
    "deputy_end",
    "gifts",
    "judgement",
    "proposal",
    "reversal",
    "suspicions",
]
