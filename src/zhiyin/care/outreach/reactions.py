"""What outreach does when others announce."""

from __future__ import annotations

from zhiyin.care.outreach import actions
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.surveys.events import SurveyAnswered

HOUSE = system("outreach")


@reacts_to(SurveyAnswered)
def a_customer_at_risk_is_reached_out_to_before_leaving(event: SurveyAnswered, entry: Entry) -> None:
    """A valuable customer whom we let down and who answers badly is reached out to before they leave."""
    if event.score is not None and entry.customer_id is not None:
        actions.ask_if_at_risk(
            entry.customer_id,
            event.kind,
            event.score,
            case_id=event.case_id,
            by=HOUSE,
            because=entry,
            at=entry.happened_at,
        )
