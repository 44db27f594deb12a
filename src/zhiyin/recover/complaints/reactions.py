"""What complaints do when others announce."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.events import PolicyChanged
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.channels.events import MessageReceived
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.danger import look_up_anew
from zhiyin.recover.complaints.events import SafetyReported
from zhiyin.resolve.cases.events import CaseAssigned, PriorityChanged
from zhiyin.resolve.conversations.events import ReplyWithdrawn, ReplyWritten

HOUSE = system("complaints")


@reacts_to(MessageReceived)
def a_message_that_speaks_of_danger_goes_before_all(event: MessageReceived, entry: Entry) -> None:
    """A message that speaks of danger to people is sealed, made priority 1 and a complaint, and people are called."""
    if not event.automatic:
        actions.look_for_danger(event.message_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(SafetyReported, later=True)
def what_arrived_is_sealed_too(event: SafetyReported, entry: Entry) -> None:
    """What arrived, byte for byte, and its files are sealed beside the message."""
    actions.seal_evidence(event.report_id, by=HOUSE, because=entry)


@reacts_to(PolicyChanged)
def other_words_of_danger_hold_at_once(event: PolicyChanged, entry: Entry) -> None:
    """A changed list of words of danger is looked up anew."""
    if event.key == "safety_words":
        look_up_anew()


@reacts_to(ReplyWritten, later=True)
def a_persons_answer_answers_the_complaint(event: ReplyWritten, entry: Entry) -> None:
    """A person's answer in substance stops the clock of a complaint; a program's, or a mere restatement, does not."""
    if event.person_id is not None:
        actions.note_answer(event.case_id, event.message_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(ReplyWithdrawn)
def a_letter_taken_back_takes_its_step_back(event: ReplyWithdrawn, entry: Entry) -> None:
    """A letter that is taken back before it left undoes the step of the complaint that it was."""
    actions.take_letter_back(
        event.message_id, event.case_id, event.written_at, by=HOUSE, because=entry, at=entry.happened_at
    )


@reacts_to(CaseAssigned, later=True)
def a_complaint_goes_with_its_case(event: CaseAssigned, entry: Entry) -> None:
    """Who is given the case of a complaint owns the complaint."""
    if event.person_id is not None:
        actions.follow_owner(event.case_id, event.person_id, by=HOUSE, because=entry)


@reacts_to(PriorityChanged)
def a_complaint_is_as_pressing_as_its_case(event: PriorityChanged, entry: Entry) -> None:
    """A complaint takes the priority of its case."""
    actions.follow_priority(event.case_id, event.priority, by=HOUSE, because=entry)
