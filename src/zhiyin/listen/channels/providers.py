"""Which reader makes an `Incoming` of an arrival, by the kind of its channel."""

from __future__ import annotations

import json
from collections.abc import Callable

from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Channel

Reader = Callable[[Arrival], Incoming]


def reader_of(kind: str) -> Reader:
    """The reader for this kind of channel."""
    return _READERS[kind]


def _read_mail(arrival: Arrival) -> Incoming:
    from zhiyin.listen.channels.email.reading import incoming_of

    return incoming_of(arrival)


def _read_json(arrival: Arrival) -> Incoming:
    from zhiyin.listen.channels.posted import incoming_of

    return incoming_of(arrival.channel, json.loads(bytes(arrival.raw)))


_READERS: dict[str, Reader] = {
    Channel.Kind.EMAIL: _read_mail,
    Channel.Kind.CHAT: _read_json,
    Channel.Kind.API: _read_json,
}
