"""Verbs of the talk in a case: reply, write a note, keep a draft."""

from zhiyin.resolve.conversations.actions.drafting import save_draft
from zhiyin.resolve.conversations.actions.writing import SomeoneWroteMeanwhile, reply, write_note

__all__ = ["SomeoneWroteMeanwhile", "reply", "save_draft", "write_note"]
