"""What happened in one chat, in order: every event has an id, and who names the last one they have gets what came after.

The ids are those of the timeline: they are given when a thing becomes visible, so that a message which was held, or which
its writer could still take back, comes with a new id when it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.models import Attachment, Channel, Delivery, Message

TOLD = ("MessageReceived", "MessageSent", "FileFetched", "MessageSeen")
#: an id is given when its transaction runs and seen when it commits, so a late one may be smaller than one already told:
#: what is this much older is told again, and the page, which knows messages by their ids, shows it once
OVERLAP_MILLISECONDS = 60_000
#: messages on a page that is opened
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Told:
    """What to show: the messages, the id to ask after next time, and the newest message of theirs that we saw."""

    said: list[Message]
    last: str
    seen: str = ""


def told_since(channel: Channel, thread: str, since: str = "") -> Told:
    """What happened in this chat after the event `since`; everything, as far as it is shown, when it names none."""
    entries = Entry.objects.filter(
        event__in=TOLD, subject_id__in=Message.objects.filter(channel=channel, thread=thread).values("id")
    ).order_by("-id")
    start = new_id()  # before anything is read
    try:
        after = UUID(since) if since else None
    except ValueError:
        after = None
    if after is None:
        newest = entries.values_list("id", flat=True).first()
        return Told(list(_said(channel, thread)[:SHOWN])[::-1], str(newest or start), _seen(entries))
    found = list(entries.filter(id__gt=_a_little_before(after)).values_list("id", "event", "subject_id")[:500])
    ids = {subject for _id, event, subject in found if subject and event != "MessageSeen"}
    said = list(_said(channel, thread).filter(id__in=ids))[::-1] if ids else []
    last = max([after, *(id for id, _event, _subject in found)])
    return Told(said, str(last), next((str(one) for _id, event, one in found if event == "MessageSeen"), ""))


def last_said(channel: Channel, thread: str) -> Message | None:
    """The newest message of this chat, of either side, left or not."""
    return Message.objects.filter(channel=channel, thread=thread).order_by("-at", "-id").first()


def was_said(channel: Channel, external_id: str) -> bool:
    """Whether a message with this id is here already."""
    return Message.objects.filter(channel=channel, external_id=external_id).exists()


def of_ours(channel: Channel, thread: str, id: UUID) -> Message | None:
    """The message with this id, if it is one of ours in this chat."""
    return Message.objects.filter(id=id, channel=channel, thread=thread, direction=Message.Direction.OUT).first()


def writer_in(channel: Channel, thread: str) -> Customer | None:
    """The customer who writes in this chat; None before anything was said."""
    first = Message.objects.filter(channel=channel, thread=thread).select_related("customer").first()
    return first.customer if first is not None else None


def file_in(channel: Channel, id: UUID) -> Attachment | None:
    """A file of a message of this channel that we have."""
    return Attachment.objects.filter(id=id, message__channel=channel).exclude(digest="").first()


def _said(channel: Channel, thread: str) -> QuerySet[Message]:
    """What both sides see, newest first: what is held is not there yet."""
    visible = Q(direction=Message.Direction.IN) | Q(delivery__state__in=Delivery.GONE)
    found = Message.objects.filter(visible, channel=channel, thread=thread)
    return found.prefetch_related("attachments").order_by("-at", "-id")


def _seen(entries: QuerySet[Entry]) -> str:
    newest = entries.filter(event="MessageSeen").values_list("subject_id", flat=True).first()
    return str(newest or "")


def _a_little_before(event: UUID) -> UUID:
    """The smallest id (a UUIDv7 begins with its moment) of a moment before the event's."""
    return UUID(int=max(0, (event.int >> 80) - OVERLAP_MILLISECONDS) << 80)
