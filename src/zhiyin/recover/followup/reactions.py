"""What follow-up does when others announce."""

from __future__ import annotations

from datetime import timedelta

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.channels.reads import channel_of
from zhiyin.listen.feedback.events import FeedbackReceived
from zhiyin.listen.surveys.events import SurveyAnswered
from zhiyin.recover.complaints.events import ComplaintClosed
from zhiyin.recover.followup import actions
from zhiyin.resolve.cases.events import CaseReopened, CaseResolved
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.cases.reads import closures_of

HOUSE = system("followup")


@reacts_to(CaseResolved, later=True)
def a_resolved_case_asks_how_it_went(event: CaseResolved, entry: Entry) -> None:
    """A resolved case asks its customer how it went, after the time that the policy gives."""
    closure = closures_of(event.case_id).filter(id=event.closure_id).first()
    if closure is None:
        return
    channel = channel_of(the_case(event.case_id).channel_id)
    outcome = in_force("ask_after", {"channel": channel.kind, "reason": closure.reason}).outcome
    if outcome["ask"]:
        defer(
            "followup.ask_how_it_went",
            at=entry.happened_at + timedelta(minutes=outcome["minutes"]),
            once=f"ask:{closure.id}",
            case_id=str(event.case_id),
            closure_id=str(closure.id),
            entry_id=str(entry.id),
        )


@reacts_to(SurveyAnswered)
def a_bad_answer_reopens_the_case_and_asks_for_a_call_back(event: SurveyAnswered, entry: Entry) -> None:
    """A bad answer reopens the case and asks for a call back, at once."""
    actions.act_on_answer(event.answer_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(CaseResolved, later=True)
def a_resolved_case_is_followed_up(event: CaseResolved, entry: Entry) -> None:
    """A resolved case in which something went wrong is followed up by a person, as the policy says."""
    actions.follow_up_case(event.case_id, event.closure_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(CaseReopened, later=True)
def a_reopened_case_was_not_solved(event: CaseReopened, entry: Entry) -> None:
    """A case that was opened again needs no follow-up any more: it was not solved."""
    actions.note_reopened(event.case_id, event.reason == "undone", by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(SurveyAnswered, later=True)
def a_satisfied_answer_is_a_follow_up(event: SurveyAnswered, entry: Entry) -> None:
    """A customer who answers satisfied needs no call any more."""
    if event.kind == "csat" and event.score is not None and event.case_id is not None:
        actions.note_answered(event.case_id, event.score, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(ComplaintClosed, later=True)
def a_closed_complaint_asks_how_fair_it_was(event: ComplaintClosed, entry: Entry) -> None:
    """A closed complaint asks its customer how fair it was."""
    actions.ask_how_fair_it_was(event.case_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(SurveyAnswered, later=True)
def an_answer_may_say_that_a_customer_is_back(event: SurveyAnswered, entry: Entry) -> None:
    """A score of a customer who is followed counts towards their former level."""
    if event.kind == "csat" and entry.customer_id is not None:
        actions.count_levels([entry.customer_id], by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(FeedbackReceived, later=True)
def a_bad_public_review_asks_for_a_reply(event: FeedbackReceived, entry: Entry) -> None:
    """A bad public review asks for a reply where it stands."""
    actions.ask_review_reply(event.feedback_id, by=HOUSE, because=entry, at=entry.happened_at)
