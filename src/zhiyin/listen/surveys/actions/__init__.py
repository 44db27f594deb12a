"""Verbs about surveys: invite, answer, finish, note the way of an invitation, note a refused link."""

from zhiyin.listen.surveys.actions.answering import NotAnAnswer, answer, finish
from zhiyin.listen.surveys.actions.inviting import form_version, invite
from zhiyin.listen.surveys.actions.tracing import note_opened, note_refused_link, note_way, stop_asking

__all__ = [
    "NotAnAnswer",
    "answer",
    "finish",
    "form_version",
    "invite",
    "note_opened",
    "note_refused_link",
    "note_way",
    "stop_asking",
]
