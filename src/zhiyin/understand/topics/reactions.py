"""What topics do when others announce."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.channels.events import MessageReceived
from zhiyin.listen.channels.reads import message as message_of
from zhiyin.listen.feedback.events import FeedbackReceived
from zhiyin.listen.feedback.reads import feedback
from zhiyin.resolve.cases.reads import case_of_message
from zhiyin.understand.topics.actions import Text, label_text

LABELLING = system("topics")


@reacts_to(MessageReceived, later=True)
def a_message_gets_a_topic_and_a_mood(event: MessageReceived, entry: Entry) -> None:
    """A message gets a topic and a mood."""
    if event.automatic:
        return
    try:
        message = message_of(event.message_id)
    except ObjectDoesNotExist:  # erased meanwhile
        return
    case = case_of_message(message.id)
    written = f"{message.subject}\n{message.text}"
    text = Text("message", message.id, written, message.customer_id, message.channel.unit_id, message.at)
    label_text(text, case_id=case.id if case else None, by=LABELLING, because=entry)


@reacts_to(FeedbackReceived, later=True)
def feedback_gets_a_topic_and_a_mood(event: FeedbackReceived, entry: Entry) -> None:
    """Feedback gets a topic and a mood."""
    said = feedback(event.feedback_id)
    if said is not None and said.text:  # a rating alone is about nothing
        text = Text("feedback", said.id, said.text, said.customer_id, said.unit_id, said.at)
        label_text(text, by=LABELLING, because=entry)
