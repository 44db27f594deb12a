"""Verbs of the talk in a case: reply, take it back, write a note, keep a draft."""

from zhiyin.resolve.conversations.actions.drafting import save_draft
from zhiyin.resolve.conversations.actions.writing import (
    SomeoneWroteMeanwhile,
    reply,
    take_back,
    undo_closure,
    write_note,
)

__all__ = ["SomeoneWroteMeanwhile", "reply", "save_draft", "take_back", "undo_closure", "write_note"]
