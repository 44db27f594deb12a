"""Verbs of guarantees: publish, end, take in evidence, decide returns."""

from zhiyin.recover.guarantees.actions.publishing import Wanted, end, publish
from zhiyin.recover.guarantees.actions.returning import RIGHT, ask_to_return
from zhiyin.recover.guarantees.actions.telling import keep_evidence, take_from_outside, tell_customers

__all__ = [
    "RIGHT",
    "Wanted",
    "ask_to_return",
    "end",
    "keep_evidence",
    "publish",
    "take_from_outside",
    "tell_customers",
]
