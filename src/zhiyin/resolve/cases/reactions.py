"""What cases do when others announce."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.listen.channels.events import MessageReceived, MessageSent
from zhiyin.resolve.cases import actions

HOUSE = system("cases")


@reacts_to(MessageReceived)
def a_message_opens_or_joins_a_case(event: MessageReceived, entry: Entry) -> None:
    """A customer's message opens a case or joins the one it belongs to."""
    actions.file_message(
        event.message_id, answers_id=event.answers_id, automatic=event.automatic, by=HOUSE, because=entry
    )


@reacts_together_to(MessageSent)
def a_message_sent_about_a_case_stands_in_it(sent: Together[MessageSent]) -> None:
    """What the house sends about a case (an apology, a survey) stands in its conversation, and answers to it join it."""
    places = [
        (event.case_id, event.message_id, entry.happened_at) for event, entry in sent if event.case_id is not None
    ]
    actions.join_outgoing(places, by=HOUSE, because=None)
