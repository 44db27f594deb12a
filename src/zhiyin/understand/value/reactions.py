"""What value does when others announce."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.listen.orders.events import OrderCancelled, OrderPlaced
from zhiyin.listen.surveys.events import SurveyAnswered
from zhiyin.resolve.promises.events import PromiseBreached
from zhiyin.understand.value.actions import count_risk_of, count_value_of

COUNTING = system("value")


@reacts_to(OrderPlaced, later=True)
def an_order_changes_what_a_customer_is_worth(event: OrderPlaced, entry: Entry) -> None:
    """An order changes what a customer is worth."""
    if entry.customer_id:
        count_value_of(entry.customer_id, by=COUNTING, because=entry)


@reacts_to(OrderCancelled, later=True)
def a_cancelled_order_no_longer_counts(event: OrderCancelled, entry: Entry) -> None:
    """A cancelled order no longer counts."""
    if entry.customer_id:
        count_value_of(entry.customer_id, by=COUNTING, because=entry)


@reacts_together_to(PromiseBreached, later=True)
def a_broken_promise_may_put_a_customer_at_risk(broken: Together[PromiseBreached]) -> None:
    """A broken promise may put a customer at risk."""
    count_risk_of({entry.customer_id: entry for _event, entry in broken if entry.customer_id}, by=COUNTING)


@reacts_to(SurveyAnswered, later=True)
def an_answer_raises_or_heals_the_risk(event: SurveyAnswered, entry: Entry) -> None:
    """A survey answer raises the risk or heals it."""
    if entry.customer_id and event.kind in ("csat", "nps"):
        count_risk_of({entry.customer_id: entry}, by=COUNTING)
