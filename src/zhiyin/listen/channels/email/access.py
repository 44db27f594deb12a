"""Access tokens for mail servers that take no password (Gmail, Microsoft 365): OAuth 2.0, refreshed by ourselves.

With a refresh token it is exchanged for an access token; without one the client's own credentials are (Microsoft 365 lets
a registered application into a mailbox so).
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import NotSent, send
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels.email.endpoints import endpoints_of
from zhiyin.listen.channels.models import Channel

#: a token is fetched anew so long before it ends
_EARLY_SECONDS = 120.0


class NoToken(Exception):
    """The token server gave none; the text says why."""


@dataclass(frozen=True, slots=True)
class _Token:
    made_of: tuple[str, ...]
    value: str
    until: float


_tokens: dict[UUID, _Token] = {}
_asking = Lock()


def access_token(channel: Channel, *, anew: bool = False) -> str:
    """The token that opens this mailbox now; kept in memory until shortly before it ends. Raises `NoToken`."""
    known_at = endpoints_of(channel)
    url, client = known_at.token_url, str(channel.settings.get("oauth_client_id", ""))
    made_of = (url, client, channel.secret("oauth_client_secret"), known_at.scope)
    with _asking:
        known = _tokens.get(channel.id)
        if known and known.made_of == made_of and time.monotonic() < known.until and not anew:
            return known.value
        if not (url and client):
            raise NoToken("the token URL or the client id is missing")
        answer = _ask(url, _question(channel, made_of))
        value, lasts = answer.get("access_token"), answer.get("expires_in", 3600)
        if not isinstance(value, str) or not value:
            raise NoToken("the answer holds no access_token")
        seconds = float(lasts) if isinstance(lasts, int | float | str) and str(lasts).isdecimal() else 3600.0
        _tokens[channel.id] = _Token(made_of, value, time.monotonic() + seconds - _EARLY_SECONDS)
        renewed = answer.get("refresh_token")
        if isinstance(renewed, str) and renewed and renewed != channel.secret("oauth_refresh_token"):
            keep_refresh_token(channel, renewed, forget=False)
        return value


def exchange(channel: Channel, code: str, verifier: str, redirect_address: str) -> str:
    """The refresh token for the code that a person's consent gave. Raises `NoToken`."""
    known = endpoints_of(channel)
    question = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_address,
        "code_verifier": verifier,
        "client_id": str(channel.settings.get("oauth_client_id", "")),
    }
    if secret := channel.secret("oauth_client_secret"):
        question["client_secret"] = secret
    token = _ask(known.token_url, question).get("refresh_token")
    if not isinstance(token, str) or not token:
        raise NoToken(_("it holds no refresh token; the scope must ask for one (offline_access)"))
    return token


def keep_refresh_token(channel: Channel, refresh_token: str, *, forget: bool = True) -> None:
    """Keep it, sealed; with `forget` the access token that came of the one before counts no longer in this process."""
    with transaction.atomic():
        latest = Channel.objects.select_for_update().get(id=channel.id)
        latest.settings.setdefault("sealed", {})["oauth_refresh_token"] = seal(refresh_token)
        latest.save(update_fields=["settings"])
    if forget:
        _tokens.pop(channel.id, None)


def _question(channel: Channel, made_of: tuple[str, ...]) -> dict[str, str]:
    _url, client, secret, scope = made_of
    # it may have been renewed by another process since this channel was read
    latest = Channel.objects.get(id=channel.id)
    refresh = latest.secret("oauth_refresh_token")
    if not refresh and endpoints_of(latest).name and not scope.endswith("/.default"):
        raise NoToken(_("nobody has let us in there yet; press “Connect” on the connect page of the channel"))
    question = {"client_id": client}
    question |= {"grant_type": "refresh_token", "refresh_token": refresh} if refresh else {
        "grant_type": "client_credentials"
    }  # fmt: skip
    if secret:
        question["client_secret"] = secret
    if scope:
        question["scope"] = scope
    return question


def _ask(url: str, question: dict[str, str]) -> dict[str, object]:
    try:
        answer = send(
            "POST",
            url,
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
            body=urlencode(question).encode(),
        )
    except NotSent as error:
        raise NoToken(str(error)) from error
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise NoToken(f"{answer.status}: no JSON")
    if answer.status != 200:
        words = " ".join(str(found[key]) for key in ("error", "error_description") if key in found)
        raise NoToken(f"{answer.status} {words}"[:500])
    return found
