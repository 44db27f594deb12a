"""What a kind of channel offers: how what arrives is read, how what leaves is handed over, what it must be told.

A provider is one folder with a `provider.py` that calls `offer(Provider(...))`; `kinds.py` imports it. `docs/guide` shows
how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.incoming import Incoming

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message


@dataclass(frozen=True, slots=True)
class Report:
    """What the other side says of a message of ours: `delivered`, `read` or `failed`, with its own words.

    The message is named by our id or by the id that the other side gave it when it took it (`Receipt.external_id`).
    """

    state: str
    at: datetime
    message_id: UUID | None = None
    external_id: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """An arrival that is kept and says nothing to anybody (a menu was opened, a key was tested). `why` is for the log.

    `message_id` is the message that says the same already: the same mail came to another address of ours.
    """

    why: str
    message_id: UUID | None = None


#: what reading an arrival may find
Heard = Incoming | Report | Nothing


@dataclass(frozen=True, slots=True)
class Receipt:
    """The other side took a message. `external_id` is what it calls it, blank if it says nothing."""

    external_id: str = ""


class Refused(Exception):
    """The other side refused a message for good: trying again is useless. `words` are its own."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NotNow(Exception):
    """The other side takes nothing just now, and said when it will: `words` are its own."""

    def __init__(self, words: str, wait_seconds: float) -> None:
        super().__init__(words)
        self.words = words
        self.wait_seconds = wait_seconds


class PerhapsTaken(Exception):
    """Nobody knows whether the other side took a message: the connection broke after it was sent.

    Only for those who cannot tell a repeated message by its id: sending again could say the same thing twice.
    """


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as the other side gave it: blank where it does not say."""

    content: bytes
    content_type: str = ""
    name: str = ""


class Check(NamedTuple):
    """One step of looking whether a channel is connected: done, or what to change. `well` is None while it is not known."""

    what: str
    well: bool | None
    words: str = ""


#: looks at one thing, or at several that hang together; it may ask the other side
Look = Callable[["Channel"], "Check | Sequence[Check]"]


class Steps:
    """Checks by name: what each looks at, and the function that does. The connect page asks for each by a request of its
    own, so that a slow one holds up no other; none may count on another's having run.

        Steps(reachable=(REACHABLE, reachable), account=(_("WeChat knows the account"), _account))
    """

    def __init__(self, **looks: tuple[object, Look]) -> None:
        self.looks = looks

    def run(self, name: str, channel: Channel) -> list[Check]:
        """What the check of this name finds. `KeyError` when there is none."""
        found = self.looks[name][1](channel)
        return [found] if isinstance(found, Check) else list(found)

    def __call__(self, channel: Channel) -> list[Check]:
        """What all of them find, one after the other."""
        return [one for name in self.looks for one in self.run(name, channel)]


@dataclass(frozen=True, slots=True)
class Provider:
    """One kind of channel.

    `kind` names it in the database and the API, `identity` is the kind of identity that its customers have. `read`
    makes something of an arrival's raw bytes. `hand_over` gives one delivery to the other side: it raises `Refused`
    when that is final and anything else when it may be tried again; without it a message is there at once (the
    customer's page or program fetches it). `fields` are what a channel of this kind is asked for; those named in
    `secrets` are stored sealed and never shown again. `take` answers the other side's requests at `/in/<key>`: it
    checks the signature, stores (`store_arrival` and a job, or `accept`), and only then acknowledges. `checks` are the
    steps of the connect page, in order: `Steps`, or one function where all of it is quick. `one_line`: everything a
    customer writes here is one conversation. `armed`: replies may leave from the start.

    `fetch` gives a file that a message only named (`Part.source`); it raises `Refused` when it will never be had.
    `received` is called in the transaction that wrote a message down: it may defer jobs. `address_begins` is how the
    addresses begin that this channel can reach, where an identity is only good for one account of the other side.
    `once`: the other side cannot tell a repeated message by its id: what may have left is not sent again by itself.
    `notes_handing`: `hand_over` itself calls `delivery.note_handing()` at the last moment at which nothing has been said;
    else the outbox does before it calls `hand_over`.
    """

    kind: str
    label: object
    icon: str
    identity: str
    read: Callable[[Arrival], Heard]
    hand_over: Callable[[Delivery], Receipt] | None = None
    fields: Callable[[], Mapping[str, forms.Field]] = field(default=dict)
    secrets: frozenset[str] = frozenset()
    take: Callable[[HttpRequest, Channel], HttpResponse] | None = None
    checks: Callable[[Channel], Sequence[Check]] | None = None
    one_line: bool = False
    armed: bool = True
    fetch: Callable[[Channel, str], Fetched] | None = None
    received: Callable[[Message], None] | None = None
    address_begins: Callable[[Channel], str] | None = None
    once: bool = False
    notes_handing: bool = False
    #: whether our messages may bring files
    files: bool = False
    #: what an outgoing message is called by both sides; our own id when it is None
    outgoing_id: Callable[[UUID, Channel], str] | None = None
    #: names the file when somebody downloads a raw arrival
    raw_suffix: str = "json"
    #: a sentence for those who choose a kind of channel: what it is for, what one needs
    about: object = ""

    @property
    def steps(self) -> Steps:
        """The checks by name; none when there are none."""
        if isinstance(self.checks, Steps) or self.checks is None:
            return self.checks or Steps()
        return Steps(all=(_("The connection"), self.checks))


PROVIDERS: dict[str, Provider] = {}


def offer(provider: Provider) -> Provider:
    """Offer a kind of channel. The same kind twice is a fault of the program."""
    if provider.kind in PROVIDERS:
        raise TypeError(f"the provider {provider.kind} is offered twice")
    PROVIDERS[provider.kind] = provider
    return provider


def provider_of(kind: str) -> Provider:
    """The provider of this kind of channel; `LookupError` says that this installation has none."""
    if kind not in PROVIDERS:
        raise LookupError(f"this installation has no provider for channels of the kind “{kind}”")
    return PROVIDERS[kind]
