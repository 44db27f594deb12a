"""`/in/<key>`: where the other side of a channel (an official account, a bot, a program) sends its requests."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from zhiyin.face.access import public
from zhiyin.listen.channels.reads import channel_in_use


@public
@csrf_exempt  # who asks is proven by the provider's signature, never by a cookie
def take(request: HttpRequest, key: str) -> HttpResponse:
    """The answer of the channel's provider; 404 when no channel in use with this key takes requests."""
    channel = channel_in_use(key)
    if channel is None or channel.provider.take is None:
        raise Http404
    return channel.provider.take(request, channel)
