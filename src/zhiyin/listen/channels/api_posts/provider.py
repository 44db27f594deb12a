"""The API as a kind of channel: a program brings messages and fetches the answers."""

from __future__ import annotations

import json

from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.api_posts.reading import incoming_of
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival
from zhiyin.listen.channels.provider import Provider, offer


def read(arrival: Arrival) -> Incoming:
    """The posted JSON as a message."""
    return incoming_of(arrival.channel, json.loads(bytes(arrival.raw)))


API = offer(
    Provider(
        kind="api",
        label=_("API"),
        about=_("Your own program posts messages with an API key and fetches the answers."),
        icon="code-bracket",
        identity="external",
        read=read,
    )
)
