"""What feedback does when surveys announce."""

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.feedback.actions import take_in
from zhiyin.listen.surveys.events import SurveyAnswered
from zhiyin.listen.surveys.reads import answer_of


@reacts_to(SurveyAnswered)
def an_open_answer_is_taken_in_as_feedback(event: SurveyAnswered, entry: Entry) -> None:
    """An open answer is taken in as feedback."""
    if event.kind != "text" or event.changed:
        return
    answer = answer_of(event.answer_id)
    if answer is not None and answer.text:
        take_in(
            answer.text,
            source="survey",
            external_id=str(answer.id),
            customer_id=entry.customer_id,
            by=system("feedback"),
            because=entry,
            at=answer.at,
        )
