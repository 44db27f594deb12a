"""What experiments do when others announce."""

from __future__ import annotations

from zhiyin.improve.experiments.actions import expose
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.resolve.promises.events import PromiseMade


@reacts_to(PromiseMade)
def a_customer_who_gets_a_trial_s_promise_is_counted(event: PromiseMade, entry: Entry) -> None:
    """A customer whose promise a trial decided is counted in that arm, from the first time on."""
    if event.trial_id is not None and event.arm is not None and entry.customer_id is not None:
        expose(event.trial_id, entry.customer_id, event.arm, because=entry, at=entry.happened_at)
