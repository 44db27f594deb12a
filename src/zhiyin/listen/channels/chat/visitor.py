"""Who the visitor is: a stranger with a signed token that their browser keeps, or somebody whom the site knows.

A site says who its visitor is with `<end>.<signature>.<their number there>`, where `end` is a moment in seconds since 1970
and the signature is the HMAC-SHA256, in hex, of `<their number>.<end>` under the channel's secret. It is good until `end`,
for a day at most; so is the token that we give for it, which no browser keeps.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zhiyin.kernel.identifiers import new_id
from zhiyin.listen.channels.models import Channel

COOKIE = "zhiyin_visitor"
_SALT = "channels.visitor"
_A_YEAR, _A_DAY = 365 * 24 * 3600, 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sits at the chat. `external` is their number at the site that vouches for them, blank for a stranger."""

    id: UUID
    external: str = ""

    @property
    def hex(self) -> str:
        return self.id.hex


def token_of(visitor: Visitor, channel: Channel, until: int = 0) -> str:
    """The token of a visitor of one chat channel."""
    said: list[object] = [visitor.hex, channel.id.hex]
    return signing.dumps([*said, visitor.external, until] if visitor.external else said, salt=_SALT)


def visitor_in(token: str, channel: Channel) -> Visitor | None:
    """The visitor that a token names, or None when it is not ours, too old, or of another channel."""
    try:
        visitor, channel_id, *known = signing.loads(token, salt=_SALT, max_age=_A_YEAR)
        external, until = known or ("", 0)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if channel_id != channel.id.hex or (external and until < time.time()):
        return None
    return Visitor(UUID(visitor), external)


def visitor_of(request: HttpRequest, channel: Channel) -> Visitor | None:
    """The visitor who asks to read: by the header of our script, else by the cookie."""
    given = request.headers.get("X-Visitor") or request.COOKIES.get(COOKIE, "")
    return visitor_in(given, channel)


def writer_of(request: HttpRequest, channel: Channel) -> Visitor | None:
    """The visitor who writes: by the header or the form's field. The cookie alone lets no one write, so that no other
    site can write in the visitor's name."""
    return visitor_in(request.headers.get("X-Visitor") or request.POST.get("visitor", ""), channel)


def new_visitor() -> Visitor:
    return Visitor(new_id())


def known_visitor(channel: Channel, identity: str) -> tuple[Visitor, int] | None:
    """Whom a site vouches for, and until when; None when it did not sign that, or too long ago, or for too long.

    It is the same visitor on every device, so they find their conversation wherever they sign in.
    """
    end, _, rest = identity.partition(".")
    signature, _, external = rest.partition(".")
    secret, external = channel.secret("identity_secret"), external.strip()[:320]
    if not (secret and external and end.isascii() and end.isdigit() and len(end) < 12):
        return None
    expected = hmac.new(secret.encode(), f"{external}.{end}".encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), signature.lower().encode()):
        return None
    until, now = int(end), int(time.time())
    if not now < until <= now + _A_DAY:
        return None
    return Visitor(uuid5(channel.id, f"known visitor {external}"), external), until


def remember(response: HttpResponse, visitor: Visitor, channel: Channel) -> None:
    """Let the browser keep a stranger's token. Inside another site's frame a cookie needs https and SameSite=None."""
    secure = settings.PUBLIC_URL.startswith("https://")
    response.set_cookie(
        COOKIE,
        token_of(visitor, channel),
        max_age=_A_YEAR,
        path=f"/chat/{channel.key}",
        secure=secure,
        httponly=True,
        samesite="None" if secure else "Lax",
    )


def forget(response: HttpResponse, channel: Channel) -> None:
    """Take the cookie back."""
    secure = settings.PUBLIC_URL.startswith("https://")
    response.delete_cookie(COOKIE, path=f"/chat/{channel.key}", samesite="None" if secure else "Lax")
