"""Verbs about playbooks: keep a version, switch; begin, go on, wake, complete, skip, take up again; simulate."""

from zhiyin.kernel.playbooks.actions.beginning import begin, begin_by_hand
from zhiyin.kernel.playbooks.actions.handling import complete_step, skip_step, take_up_again
from zhiyin.kernel.playbooks.actions.keeping import keep_version, switch
from zhiyin.kernel.playbooks.actions.simulating import ask_simulation

__all__ = [
    "ask_simulation",
    "begin",
    "begin_by_hand",
    "complete_step",
    "keep_version",
    "skip_step",
    "switch",
    "take_up_again",
]
