"""What channels announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class MessageReceived(Event):
    """A customer's message was received. `automatic`: a machine wrote it (absence note, bounce); it waits for no answer."""

    message_id: UUID
    channel_kind: str
    answers_id: UUID | None = None
    automatic: bool = False
    thread: str = ""

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A message was received")
    icon: ClassVar = "inbox-arrow-down"


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """The outbox has handed a message over to the other side."""

    message_id: UUID
    case_id: UUID | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A message was sent")
    icon: ClassVar = "paper-airplane"


@dataclass(frozen=True, slots=True)
class MessageFailed(Event):
    """A message could not be delivered and will not be tried again by itself."""

    message_id: UUID
    reason: str
    case_id: UUID | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A message could not be delivered")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class MessageUnsure(Event):
    """A message may have left: whoever sent it was lost before the answer came. Nobody sends it again unasked."""

    message_id: UUID
    case_id: UUID | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("It is not known whether a message was sent")
    icon: ClassVar = "question-mark-circle"


@dataclass(frozen=True, slots=True)
class MessageWithdrawn(Event):
    """A message will not leave: its writer took it back, or the customer does not want such messages."""

    message_id: UUID
    reason: str
    case_id: UUID | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A message was withdrawn before it left")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class ChannelMade(Event):
    """A new channel was opened."""

    channel_id: UUID
    kind: str

    subject: ClassVar = "channels.Channel"
    sentence: ClassVar = _("A channel was opened")
    icon: ClassVar = "signal"


@dataclass(frozen=True, slots=True)
class RepliesArmed(Event):
    """A channel was allowed to send, or forbidden to."""

    channel_id: UUID
    armed: bool

    subject: ClassVar = "channels.Channel"
    sentence: ClassVar = _("Sending was switched for a channel")
    icon: ClassVar = "power"


@dataclass(frozen=True, slots=True)
class ChannelChanged(Event):
    """A channel's name, mailbox or settings were changed."""

    channel_id: UUID

    subject: ClassVar = "channels.Channel"
    sentence: ClassVar = _("A channel was changed")
    icon: ClassVar = "pencil-square"


@dataclass(frozen=True, slots=True)
class VisitorIntroduced(Event):
    """A visitor of the chat said who they are. Nothing is proven by it."""

    introduced_id: UUID
    channel_id: UUID

    subject: ClassVar = "customers.Customer"
    sentence: ClassVar = _("A visitor said who they are")
    icon: ClassVar = "identification"


@dataclass(frozen=True, slots=True)
class DeliveryReleased(Event):
    """A person let a held or failed message be sent after all."""

    message_id: UUID
    case_id: UUID | None = None

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A waiting message was released")
    icon: ClassVar = "arrow-path"


@dataclass(frozen=True, slots=True)
class FileFetched(Event):
    """A file that a message named was fetched from the other side, or cannot be had."""

    message_id: UUID
    attachment_id: UUID

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A file of a message was fetched")
    icon: ClassVar = "paper-clip"


@dataclass(frozen=True, slots=True)
class ArrivalMended(Event):
    """A person mended what could not be read; the original stays beside it. `fingerprint` tells mendings apart."""

    arrival_id: UUID
    fingerprint: str

    subject: ClassVar = "channels.Arrival"
    sentence: ClassVar = _("What could not be read was mended")
    icon: ClassVar = "pencil-square"


@dataclass(frozen=True, slots=True)
class ArrivalSetAside(Event):
    """A person looked at what could not be read and set it aside, with a reason. It is kept."""

    arrival_id: UUID

    subject: ClassVar = "channels.Arrival"
    sentence: ClassVar = _("What could not be read was set aside")
    icon: ClassVar = "archive-box"


@dataclass(frozen=True, slots=True)
class ArrivalTakenBack(Event):
    """What had been set aside waits again."""

    arrival_id: UUID

    subject: ClassVar = "channels.Arrival"
    sentence: ClassVar = _("What had been set aside waits again")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class ArrivalRunAgain(Event):
    """A person had what could not be read tried again."""

    arrival_id: UUID
    message_id: UUID | None = None

    subject: ClassVar = "channels.Arrival"
    sentence: ClassVar = _("What could not be read was tried again")
    icon: ClassVar = "arrow-path"
