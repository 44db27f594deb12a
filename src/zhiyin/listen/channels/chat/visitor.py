"""Who the visitor is: a signed token that the browser keeps in a cookie or, where a frame gets none, in its storage."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zhiyin.kernel.identifiers import new_id
from zhiyin.listen.channels.models import Channel

COOKIE = "zhiyin_visitor"
_SALT = "channels.visitor"
_A_YEAR = 365 * 24 * 3600


def token_of(visitor: UUID, channel: Channel) -> str:
    """The token of a visitor of one chat channel."""
    return signing.dumps([visitor.hex, channel.id.hex], salt=_SALT)


def visitor_in(token: str, channel: Channel) -> UUID | None:
    """The visitor that a token names, or None when it is not ours, too old, or of another channel."""
    try:
        visitor, channel_id = signing.loads(token, salt=_SALT, max_age=_A_YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return UUID(visitor) if channel_id == channel.id.hex else None


def visitor_of(request: HttpRequest, channel: Channel) -> UUID | None:
    """The visitor who asks to read: by the header of our script, else by the cookie."""
    given = request.headers.get("X-Visitor") or request.COOKIES.get(COOKIE, "")
    return visitor_in(given, channel)


def writer_of(request: HttpRequest, channel: Channel) -> UUID | None:
    """The visitor who writes: by the header or the form's field. The cookie alone lets no one write, so that no other
    site can write in the visitor's name."""
    return visitor_in(request.headers.get("X-Visitor") or request.POST.get("visitor", ""), channel)


def new_visitor() -> UUID:
    return new_id()


def remember(response: HttpResponse, token: str, channel: Channel) -> None:
    """Let the browser keep the token. Inside another site's frame a cookie needs https and SameSite=None."""
    secure = settings.PUBLIC_URL.startswith("https://")
    response.set_cookie(
        COOKIE,
        token,
        max_age=_A_YEAR,
        path=f"/chat/{channel.key}",
        secure=secure,
        httponly=True,
        samesite="None" if secure else "Lax",
    )
