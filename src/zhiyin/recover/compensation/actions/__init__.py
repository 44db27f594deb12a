"""Verbs of making good: award, give, decide, reverse, apologise."""

from zhiyin.recover.compensation.actions.apologising import apologise
from zhiyin.recover.compensation.actions.awarding import award_for_breach, give
from zhiyin.recover.compensation.actions.deciding import AlreadyDecided, BeyondAuthority, decide, reverse_award

__all__ = ["AlreadyDecided", "BeyondAuthority", "apologise", "award_for_breach", "decide", "give", "reverse_award"]
