"""What routing does when others announce. All of it is put off: nobody waits for it while a message comes in."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.events import PersonCameBack, PersonWentAway, SkillAssessed, WorkPlanned
from zhiyin.kernel.policies.events import PolicyChanged
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.resolve.cases.events import (
    CaseAssigned,
    CaseOpened,
    CaseReopened,
    CaseResolved,
    CaseStatusChanged,
    PriorityChanged,
)
from zhiyin.resolve.promises.events import PromiseBreached, PromiseWarned
from zhiyin.resolve.routing import actions
from zhiyin.resolve.routing.situation import TABLES

HOUSE = system("routing")


@reacts_together_to(CaseOpened, later=True)
def a_new_case_looks_for_its_person(opened: Together[CaseOpened]) -> None:
    """A new case that nobody owns joins the queue of its unit, and is given to who suits it best."""
    actions.queue_cases([actions.Arrival(event.case_id, entry) for event, entry in opened], by=HOUSE)


@reacts_together_to(CaseReopened, later=True)
def a_reopened_case_looks_for_its_person(reopened: Together[CaseReopened]) -> None:
    """A reopened case that nobody owns joins the queue from the moment at which it was reopened."""
    arrivals = [actions.Arrival(event.case_id, entry, entry.happened_at) for event, entry in reopened]
    actions.queue_cases(arrivals, by=HOUSE)


@reacts_to(CaseAssigned, later=True)
def an_assigned_case_leaves_the_queue(event: CaseAssigned, entry: Entry) -> None:
    """A case with an owner leaves the queue, one without joins it; the third reassignment is told to those above."""
    back = entry.by_id if entry.by_kind == "person" and event.person_id is None else None
    actions.follow_assignment(
        event.case_id, event.person_id, given_back_by=back, by=HOUSE, because=entry, at=entry.happened_at
    )
    actions.alarm_of_bounces(event.case_id, by=HOUSE, because=entry, at=entry.happened_at)
    actions.give_out(by=HOUSE, because=entry)


@reacts_to(PriorityChanged, later=True)
def a_case_of_another_class_stands_elsewhere(event: PriorityChanged, entry: Entry) -> None:
    """A waiting case that was judged anew takes the place of its class in the queue."""
    actions.follow_priority(event.case_id, event.priority, by=HOUSE, because=entry)


@reacts_to(CaseResolved, later=True)
def a_resolved_case_makes_room(event: CaseResolved, entry: Entry) -> None:
    """A resolved case waits no more, and makes room for the next."""
    actions.end_wait(event.case_id, by=HOUSE, because=entry, at=entry.happened_at)
    actions.give_out(by=HOUSE, because=entry)


@reacts_to(CaseStatusChanged, later=True)
def a_case_that_waits_for_others_makes_room(event: CaseStatusChanged, entry: Entry) -> None:
    """While a case waits for somebody else its owner has room for another."""
    if event.status in ("waiting_customer", "waiting_other"):
        actions.give_out(by=HOUSE, because=entry)


@reacts_to(PersonWentAway, later=True)
def who_goes_away_gives_back_what_they_have_not_begun(event: PersonWentAway, entry: Entry) -> None:
    """What somebody who goes away has not begun goes back to its place in the queue."""
    actions.return_unbegun(event.person_id, by=HOUSE, because=entry, at=entry.happened_at)


@reacts_to(PersonCameBack, later=True)
def who_comes_back_is_given_what_waits(event: PersonCameBack, entry: Entry) -> None:
    """Who comes back is given what waits for them."""
    actions.give_out(by=HOUSE, because=entry)


@reacts_to(SkillAssessed, later=True)
def a_new_skill_takes_what_waited_for_it(event: SkillAssessed, entry: Entry) -> None:
    """Cases that waited for a skill are looked at again when somebody has it."""
    actions.give_out(by=HOUSE, because=entry)


@reacts_to(WorkPlanned, later=True)
def other_hours_give_out_anew(event: WorkPlanned, entry: Entry) -> None:
    """Other hours, languages or capacity: what waits is given out anew, and what an earlier end of shift leaves unbegun."""
    if event.what == "hours":
        actions.look_at_shifts_of(event.person_id, by=HOUSE, because=entry, at=entry.happened_at)
    actions.give_out(by=HOUSE, because=entry)


@reacts_to(PolicyChanged, later=True)
def a_new_rule_gives_out_anew(event: PolicyChanged, entry: Entry) -> None:
    """A change of what cases need or of what counts is followed at once, also by those that wait."""
    if event.key in TABLES:
        actions.follow_the_rule(by=HOUSE, because=entry, at=entry.happened_at)


@reacts_together_to(PromiseWarned, later=True)
def a_promise_that_runs_out_is_told(warned: Together[PromiseWarned]) -> None:
    """At four fifths of a promise's time the people whom the policy names are told."""
    actions.alarm_of_promises("warned", {event.promise_id: entry for event, entry in warned}, by=HOUSE)


@reacts_together_to(PromiseBreached, later=True)
def a_broken_promise_is_told(broken: Together[PromiseBreached]) -> None:
    """When a promise is broken the people whom the policy names are told, and again when half its time more has passed."""
    promises = {event.promise_id: entry for event, entry in broken}
    actions.alarm_of_promises("breached", promises, by=HOUSE)
    actions.watch_overruns(promises, by=HOUSE, because=None)
