"""What topics do when others announce."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.listen.channels.events import MessageReceived
from zhiyin.listen.channels.reads import messages as messages_of
from zhiyin.listen.feedback.events import FeedbackReceived
from zhiyin.listen.feedback.reads import feedback
from zhiyin.resolve.cases.reads import cases_of_messages
from zhiyin.understand.topics.actions import Text, label_texts

LABELLING = system("topics")


@reacts_together_to(MessageReceived, later=True)
def a_message_gets_a_topic_and_a_mood(received: Together[MessageReceived]) -> None:
    """A message gets a topic and a mood."""
    because = {event.message_id: entry for event, entry in received if not event.automatic}
    messages = messages_of(because)  # without those that were erased meanwhile
    cases = cases_of_messages(messages)
    texts = [
        Text(
            "message",
            one.id,
            f"{one.subject}\n{one.text}",
            one.customer_id,
            one.channel.unit_id,
            one.at,
            cases[one.id].id if one.id in cases else None,
            because[one.id],
        )
        for one in messages.values()
    ]
    label_texts(texts, by=LABELLING)


@reacts_to(FeedbackReceived, later=True)
def feedback_gets_a_topic_and_a_mood(event: FeedbackReceived, entry: Entry) -> None:
    """Feedback gets a topic and a mood."""
    said = feedback(event.feedback_id)
    if said is not None and said.text:  # a rating alone is about nothing
        text = Text("feedback", said.id, said.text, said.customer_id, said.unit_id, said.at, because=entry)
        label_texts([text], by=LABELLING)
