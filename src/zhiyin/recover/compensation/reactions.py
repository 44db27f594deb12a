"""What compensation does when others announce."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.reacting import Together, reacts_together_to
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.events import ApprovalAsked, CompensationAwarded
from zhiyin.resolve.promises.events import PromiseBreached

HOUSE = system("compensation")


@reacts_together_to(PromiseBreached)
def a_breached_promise_compensates_the_customer(broken: Together[PromiseBreached]) -> None:
    """A broken promise compensates the customer by policy, at once within authority, else after an approval."""
    actions.award_for_breaches({event.breach_id: entry for event, entry in broken}, by=HOUSE)


@reacts_together_to(CompensationAwarded)
def a_compensated_customer_hears_our_apology(awarded: Together[CompensationAwarded]) -> None:
    """A customer who is compensated reads what went wrong, our apology, and what they are given."""
    actions.apologise({event.award_id: entry for event, entry in awarded}, by=HOUSE)


@reacts_together_to(ApprovalAsked)
def a_customer_is_apologised_to_while_the_amount_waits(asked: Together[ApprovalAsked]) -> None:
    """The apology waits for no approval: it is made at once, without the amount."""
    actions.apologise({event.award_id: entry for event, entry in asked}, by=HOUSE)
