"""`send`: an outgoing message goes into the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.reads import address_of
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer, wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.holding import SERVICE, holds
from zhiyin.listen.channels.admitting import NO_SUCH_KIND, OUT, TOO_LARGE, FileRules
from zhiyin.listen.channels.events import MessageSent
from zhiyin.listen.channels.files import keep
from zhiyin.listen.channels.incoming import Part
from zhiyin.listen.channels.models import Attachment, Channel, Delivery, Message
from zhiyin.listen.channels.policy import LARGEST_TOGETHER, MOST_FILES, too_much
from zhiyin.listen.channels.reads import last_channel_of
from zhiyin.listen.channels.reads import message as message_of
from zhiyin.listen.channels.reads import messages as messages_of
from zhiyin.listen.channels.surroundings import index, language_of


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is to go to a customer, and because of what.

    `purpose` is what it is for, as in the customer's consents: what is not about their own cases leaves only while they
    allow it. With `undo_seconds` it stays so long and may be taken back (`withdraw`). `files` go with it.

    Without a channel the one of the message it answers is taken, else the one the customer wrote through last.
    """

    customer_id: UUID
    text: str
    because: Entry | None
    channel_id: UUID | None = None
    subject: str = ""
    answers_id: UUID | None = None
    thread: str = ""
    person_id: UUID | None = None
    automatic: bool = False
    case_id: UUID | None = None
    purpose: str = SERVICE
    undo_seconds: int = 0
    files: Sequence[Part] = ()


def send(
    *,
    customer_id: UUID,
    channel_id: UUID | None,
    text: str,
    subject: str = "",
    answers_id: UUID | None = None,
    thread: str = "",
    person_id: UUID | None = None,
    automatic: bool = False,
    case_id: UUID | None = None,
    purpose: str = SERVICE,
    undo_seconds: int = 0,
    files: Sequence[Part] = (),
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Message:
    """Put a message to a customer into the outbox: see `Outgoing` and `send_all`."""
    one = Outgoing(
        customer_id,
        text,
        because,
        channel_id=channel_id,
        subject=subject,
        answers_id=answers_id,
        thread=thread,
        person_id=person_id,
        automatic=automatic,
        case_id=case_id,
        purpose=purpose,
        undo_seconds=undo_seconds,
        files=files,
    )
    return send_all([one], by=by, at=at)[0]


@transaction.atomic
def send_all(outgoing: Sequence[Outgoing], *, by: Actor, at: datetime | None = None) -> list[Message]:
    """Put messages to customers into the outbox. What the customer's side fetches is there at once, else jobs send them.

    Raises `ValidationError` when there is no channel, or no address to send to.
    """
    at = at or timezone.now()
    answered = _answered(outgoing)
    made = [_made(one, answered.get(one.answers_id) if one.answers_id else None, by, at) for one in outgoing]
    insert(*(delivery.message for delivery in made))
    index(*(delivery.message for delivery in made))
    Attachment.objects.bulk_create(
        keep(delivery.message_id, part) for one, delivery in zip(outgoing, made, strict=True) for part in one.files
    )
    _let_go(made, at)
    insert(*made)
    sent = [delivery for delivery in made if delivery.state == Delivery.State.SENT]
    announce_all(
        [
            News(
                MessageSent(delivery.message_id, delivery.case_id),
                delivery.because,
                delivery.message.customer_id,
                delivery.message.channel.unit_id,
                at,
            )
            for delivery in sent
        ],
        by=by,
    )
    for delivery in made:
        if delivery.state == Delivery.State.QUEUED and delivery.undo_until is None:
            defer("channels.deliver", queue="outbox", message_id=str(delivery.message_id))
        elif delivery.undo_until is not None:
            wake(delivery.undo_until)
    return [delivery.message for delivery in made]


def _answered(outgoing: Sequence[Outgoing]) -> dict[UUID, Message]:
    ids = {one.answers_id for one in outgoing if one.answers_id is not None}
    return {id: message_of(id) for id in ids} if len(ids) < 2 else messages_of(ids)


def _made(one: Outgoing, answered: Message | None, by: Actor, at: datetime) -> Delivery:
    """The message with its delivery, not yet written."""
    channel = _channel(one.channel_id, answered, one.customer_id)
    if answered is not None and answered.channel_id != channel.id:
        answered = None
    _refuse_files(one.files, channel)
    message_id, provider = new_id(), channel.provider
    to_address = "" if provider.hand_over is None else _address(channel, answered, one.customer_id)
    subject = one.subject
    if channel.kind == Channel.Kind.EMAIL:
        subject = subject or _reply_subject(answered)
    message = Message(
        id=message_id,
        customer_id=one.customer_id,
        channel=channel,
        direction=Message.Direction.OUT,
        subject=subject[:500],
        text=one.text,
        language=language_of(one.text),
        at=at,
        external_id=provider.outgoing_id(message_id, channel) if provider.outgoing_id else message_id.hex,
        answers=answered,
        thread=one.thread
        or (answered.thread if answered else "")
        or _last_thread(channel, one.customer_id)
        or message_id.hex,
        author_name=by.name if by.kind == "person" else channel.name,
        author_address=channel.address,
        by_person_id=one.person_id,
        automatic=one.automatic,
    )
    delivery = Delivery(
        message=message,
        to_address=to_address,
        case_id=one.case_id,
        because=one.because,
        next_at=at,
        purpose=one.purpose,
    )
    if one.undo_seconds:
        delivery.next_at = delivery.undo_until = at + timedelta(seconds=one.undo_seconds)
    return delivery


def _let_go(made: Sequence[Delivery], at: datetime) -> None:
    """What the customer's side fetches has left as soon as it stands there, unless something holds it. Nothing leaves a
    channel that is not armed."""
    fetched = [one for one in made if one.undo_until is None and one.message.channel.provider.hand_over is None]
    for delivery, hold in zip(fetched, holds(fetched, at), strict=True):
        if hold is None:
            delivery.state, delivery.next_at, delivery.sent_at, delivery.tries = Delivery.State.SENT, None, at, 1
        elif hold.state == Delivery.State.HELD:
            delivery.state, delivery.reason, delivery.next_at = hold.state, hold.reason, hold.until
    for delivery in made:
        if not delivery.message.channel.replies_armed:
            delivery.state, delivery.reason = Delivery.State.HELD, Delivery.Reason.UNARMED
            delivery.next_at = delivery.undo_until = None


def _refuse_files(files: Sequence[Part], channel: Channel) -> None:
    """`ValidationError` in plain words when these files may not leave through this channel."""
    if not files:
        return
    if not channel.provider.files:
        raise ValidationError(
            _("%(kind)s takes no files from us yet. Send a link, or answer by e-mail.")
            % {"kind": channel.provider.label}
        )
    fault, name, largest = *too_much([(one.name, one.size) for one in files]), 0
    rules = FileRules(channel, OUT)
    for one in files:
        if not fault and (found := rules.fault(one.name, one.content_type, one.size)):
            fault, name, largest = found, one.name, rules.largest(one.name, one.content_type)
    words = {
        "many": _("At most %(most)s files go with one message."),
        "empty": _("“%(name)s” is empty."),
        "together": _("Together the files are larger than %(together)s MB. Send some of them in another message."),
        NO_SUCH_KIND: _("“%(name)s” is of a kind that is not sent here, such as a program. Send something else."),
        TOO_LARGE: _("“%(name)s” is larger than %(largest)s MB. Send a link to it."),
    }
    if fault:
        raise ValidationError(
            words[fault]
            % {"name": name, "most": MOST_FILES, "largest": largest // 2**20, "together": LARGEST_TOGETHER // 2**20}
        )


def _channel(channel_id: UUID | None, answered: Message | None, customer_id: UUID) -> Channel:
    if answered is not None and channel_id == answered.channel_id:
        return answered.channel
    if channel_id is not None:
        return Channel.objects.get(id=channel_id)
    channel = answered.channel if answered else last_channel_of(customer_id)
    if channel is None:
        raise ValidationError(_("This customer has not written yet: choose a channel to write through."))
    return channel


def _address(channel: Channel, answered: Message | None, customer_id: UUID) -> str:
    if answered is not None and answered.direction == Message.Direction.IN and answered.author_address:
        return answered.author_address
    provider = channel.provider
    beginning = provider.address_begins(channel) if provider.address_begins else ""
    address = address_of(customer_id, provider.identity, beginning)
    if not address:
        raise ValidationError(_("No address of this customer is known for %(kind)s.") % {"kind": provider.label})
    return address


def _reply_subject(answered: Message | None) -> str:
    if answered is None or not answered.subject:
        return ""
    lowered = answered.subject.lower()
    return answered.subject if lowered.startswith(("re:", "回复:", "回复：")) else f"Re: {answered.subject}"


def _last_thread(channel: Channel, customer_id: UUID) -> str:
    """Where all is one line, that goes on; elsewhere a message that answers nothing begins a thread."""
    if not channel.provider.one_line:
        return ""
    last = Message.objects.filter(channel=channel, customer_id=customer_id).order_by("-at").first()
    return last.thread if last else ""
