"""What promises do when others announce."""

from __future__ import annotations

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.events import PolicyChanged
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.resolve.cases.events import CaseOpened, CaseReopened, CaseResolved, CaseStatusChanged, PriorityChanged
from zhiyin.resolve.cases.reads import closures_of
from zhiyin.resolve.conversations.events import ReplyWithdrawn, ReplyWritten
from zhiyin.resolve.promises import actions
from zhiyin.resolve.promises.actions.binding import ASKED
from zhiyin.resolve.promises.events import PromiseMade, PromiseWarned
from zhiyin.resolve.promises.policy import FIRST_REPLY

HOUSE = system("promises")


@reacts_to(CaseOpened)
def an_open_case_is_promised_a_first_reply(event: CaseOpened, entry: Entry) -> None:
    """A new case in which a customer waits is promised a first reply by the policy in force."""
    actions.make_for_case(event.case_id, by=HOUSE, because=entry)


@reacts_together_to(PromiseMade, later=True)
def a_customer_is_told_what_was_promised(made: Together[PromiseMade]) -> None:
    """The customer is told by when a person will answer."""
    promises = {event.promise_id: entry for event, entry in made if event.name == FIRST_REPLY}
    if promises:
        actions.acknowledge_all(promises, by=HOUSE)


@reacts_to(ReplyWritten)
def a_reply_keeps_the_promise(event: ReplyWritten, entry: Entry) -> None:
    """A person's answer keeps the first reply and the next update; a program's, or mere word of receipt, does not."""
    if event.person_id is not None:
        actions.note_reply(
            event.case_id, event.message_id, event.person_id, by=HOUSE, because=entry, at=entry.happened_at
        )


@reacts_to(ReplyWithdrawn)
def a_reply_taken_back_keeps_no_promise(event: ReplyWithdrawn, entry: Entry) -> None:
    """A reply that is taken back before it left keeps no promise: what it had kept is owed again, and clocks run on."""
    actions.owe_again(event.case_id, event.written_at, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(CaseStatusChanged)
def a_clock_stands_while_we_wait_for_the_customer(event: CaseStatusChanged, entry: Entry) -> None:
    """While a case waits for the customer the clock of its solution stands; else it runs."""
    turn = actions.pause_while_waiting if event.status == "waiting_customer" else actions.resume_after_waiting
    turn(event.case_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(CaseStatusChanged)
def the_time_of_whom_we_wait_for_is_noted(event: CaseStatusChanged, entry: Entry) -> None:
    """While a case waits for somebody else it is noted as their time, though the customer's clock runs on."""
    actions.note_waiting(event.case_id, event.status, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(PromiseWarned, later=True)
def a_customer_is_told_early(event: PromiseWarned, entry: Entry) -> None:
    """Where the policy says so the customer is told before a promise may be broken."""
    actions.give_early_notice(event.promise_id, by=HOUSE, because=entry)


@reacts_to(CaseResolved)
def a_resolved_case_is_nobody_elses(event: CaseResolved, entry: Entry) -> None:
    """A resolved case is handed to nobody any more."""
    actions.hand_back(event.case_id, by=HOUSE, because=entry, at=entry.happened_at, opens=False)


@reacts_to(CaseResolved)
def a_resolved_case_settles_its_promises(event: CaseResolved, entry: Entry) -> None:
    """A solved case keeps the promise of a solution; what else ran ends, and is taken up if the case reopens."""
    closure = closures_of(event.case_id).filter(id=event.closure_id).first()
    actions.settle_resolved(
        event.case_id,
        solved=closure is not None and closure.reason == "solved",
        person_id=closure.by_id if closure else None,
        by=HOUSE,
        because=entry,
        at=entry.happened_at,
    )


@reacts_to(CaseReopened)
def a_reopened_case_takes_up_its_promises(event: CaseReopened, entry: Entry) -> None:
    """A reopened case's clocks run on with the time used so far."""
    actions.take_up_again(event.case_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(PriorityChanged)
def a_new_priority_counts_the_promises_anew(event: PriorityChanged, entry: Entry) -> None:
    """A new priority counts the case's open promises anew from their start, and may promise updates from now on."""
    actions.recount_case(event.case_id, "priority", by=HOUSE, because=entry, at=entry.happened_at)
    actions.promise_next_update(event.case_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(PolicyChanged)
def a_new_rule_counts_open_promises_anew(event: PolicyChanged, entry: Entry) -> None:
    """A change of a rule, a calendar or public days counts all open promises anew, and breaks none in hindsight."""
    if event.key in ASKED:
        defer("promises.recount", queue="bulk", reason=event.key, entry_id=str(entry.id))
