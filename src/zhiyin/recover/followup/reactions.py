"""What follow-up does when others announce."""

from __future__ import annotations

from datetime import timedelta

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.channels.reads import channel_of
from zhiyin.listen.surveys.events import SurveyAnswered
from zhiyin.recover.followup import actions
from zhiyin.resolve.cases.events import CaseResolved
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
