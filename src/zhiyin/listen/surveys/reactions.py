"""What surveys do when channels announce."""

from itertools import groupby

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.listen.channels.events import MessageFailed, MessageSent, MessageWithdrawn
from zhiyin.listen.surveys.actions import note_way

OUTBOX = system("surveys")


@reacts_together_to(MessageSent)
def a_sent_message_delivers_its_invitation(sent: Together[MessageSent]) -> None:
    """A sent message delivers its invitation."""
    for at, some in groupby(sent, lambda one: one[1].happened_at):
        note_way([event.message_id for event, _entry in some], delivered=True, by=OUTBOX, because=None, at=at)


@reacts_to(MessageFailed)
def a_failed_message_fails_its_invitation(event: MessageFailed, entry: Entry) -> None:
    """A failed message fails its invitation."""
    note_way([event.message_id], delivered=False, by=OUTBOX, because=entry, at=entry.happened_at)


@reacts_to(MessageWithdrawn)
def a_withdrawn_message_fails_its_invitation(event: MessageWithdrawn, entry: Entry) -> None:
    """A message that did not leave, by the customer's wish, fails its invitation."""
    note_way([event.message_id], delivered=False, by=OUTBOX, because=entry, at=entry.happened_at)
