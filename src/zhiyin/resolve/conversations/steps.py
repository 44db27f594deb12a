"""What conversations offer to playbooks: a note for colleagues; that somebody answered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.kernel.playbooks.register import Outcome, Parameter, Situation, step, trigger
from zhiyin.resolve.conversations.actions import write_note
from zhiyin.resolve.conversations.events import ReplyWritten


def note_in_case(now: Situation) -> Outcome:
    """Leave a note, in Chinese and English where both are given."""
    both = dict.fromkeys(text for text in (now.words("text", "zh"), now.words("text", "en")) if text)
    note = write_note(now.about["case"], "\n".join(both), by=now.by, because=now.because, at=now.at)
    return Outcome(gettext_noop("A note was left in the case."), rows=(("conversations.Note", note.id),))


def would_note(now: Situation) -> Outcome:
    text = {"zh": now.words("text", "zh"), "en": now.words("text", "en")}
    return Outcome(gettext_noop("Would leave a note in the case: %(text)s"), {"text": text})


trigger(
    "reply_written",
    ReplyWritten,
    gettext_lazy("Somebody answered the customer"),
    gives=("case",),
    about=lambda event: {"case": event.case_id if event.person_id is not None else None},
)
step(
    "note_in_case",
    group="do",
    label=gettext_lazy("Leave a note in the case"),
    about=gettext_lazy("For colleagues; the customer never sees it."),
    needs=("case",),
    parameters=(Parameter("text", gettext_lazy("Text"), "words"),),
    run=note_in_case,
    would=would_note,
)
