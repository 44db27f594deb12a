"""What surveys do when channels announce."""

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.listen.channels.events import MessageFailed, MessageSent, MessageWithdrawn
from zhiyin.listen.surveys.actions import note_way

OUTBOX = system("surveys")


@reacts_to(MessageSent)
def a_sent_message_delivers_its_invitation(event: MessageSent, entry: Entry) -> None:
    """A sent message delivers its invitation."""
    note_way(event.message_id, delivered=True, by=OUTBOX, because=entry, at=entry.happened_at)


@reacts_to(MessageFailed)
def a_failed_message_fails_its_invitation(event: MessageFailed, entry: Entry) -> None:
    """A failed message fails its invitation."""
    note_way(event.message_id, delivered=False, by=OUTBOX, because=entry, at=entry.happened_at)


@reacts_to(MessageWithdrawn)
def a_withdrawn_message_fails_its_invitation(event: MessageWithdrawn, entry: Entry) -> None:
    """A message that did not leave, by the customer's wish, fails its invitation."""
    note_way(event.message_id, delivered=False, by=OUTBOX, because=entry, at=entry.happened_at)
