"""The access token of an account: one row for all processes, and one of them at a time asks for a new one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiyin.kernel import outbound
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.sealing import CannotUnseal, seal, unseal
from zhiyin.listen.channels.models import AccessToken, Channel
from zhiyin.listen.channels.wechat.refusals import Said

#: a token is not used in its last moments: the request has a way to go
_SPARE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Api:
    """One of WeChat's APIs: where it is, for which account of a channel, how it gives a token (and for how many seconds;
    the boolean forces a new one), and what it says when something is wrong."""

    url: Callable[[], str]
    account: Callable[[Channel], str]
    new_token: Callable[[Channel, bool], tuple[str, int]]
    said: type[Said]


def token_in_force(api: Api, channel: Channel, *, stale: str = "") -> str:
    """A token that is in force. `stale` is one that WeChat just refused: whoever comes first gets a new one.

    Raises `Said` with WeChat's words, and `NotSent`.
    """
    account = api.account(channel)
    known = _known(AccessToken.objects.filter(channel=channel).first(), account, stale, timezone.now())
    if known:
        return known
    AccessToken.objects.bulk_create(
        [AccessToken(id=new_id(), channel=channel, expires_at=timezone.now())], ignore_conflicts=True
    )
    with transaction.atomic():
        row = AccessToken.objects.select_for_update().get(channel=channel)
        now = timezone.now()
        known = _known(row, account, stale, now)
        if known:
            return known
        token, lasts = api.new_token(channel, False)
        if token == stale:  # WeChat holds it to be good and refuses it all the same: only a forced one helps
            token, lasts = api.new_token(channel, True)
        row.sealed, row.expires_at = seal(f"{account} {token}"), now + timedelta(seconds=lasts)
        row.save(update_fields=["sealed", "expires_at"])
    return token


def _known(row: AccessToken | None, account: str, stale: str, now: datetime) -> str:
    """The stored token, blank when it is old, refused, or of the account that the channel had before."""
    if row is None or not row.sealed or row.expires_at - _SPARE <= now:
        return ""
    try:
        whose, _, token = unseal(row.sealed).partition(" ")
    except CannotUnseal:
        return ""
    return token if whose == account and token != stale else ""


def given_token(answer: outbound.Answer, said: type[Said]) -> tuple[str, int]:
    """The token in an answer, and the seconds it lasts. Raises what was said instead."""
    fault = said.in_answer(answer)
    if fault is not None:
        raise fault
    given = json.loads(answer.body)
    return str(given["access_token"]), int(given["expires_in"])


def _official_token(channel: Channel, force: bool) -> tuple[str, int]:
    """The stable endpoint gives all who ask the same token while it is good."""
    wanted = {
        "grant_type": "client_credential",
        "appid": str(channel.settings.get("app_id", "")),
        "secret": channel.secret("app_secret"),
        "force_refresh": force,
    }
    answer = outbound.send(
        "POST",
        f"{settings.WECHAT_API}/cgi-bin/stable_token",
        headers={"Content-Type": "application/json"},
        body=json.dumps(wanted).encode(),
    )
    return given_token(answer, Said)


OFFICIAL = Api(
    lambda: settings.WECHAT_API, lambda channel: str(channel.settings.get("app_id", "")), _official_token, Said
)


def token_of(channel: Channel, *, stale: str = "") -> str:
    """The token of an official account."""
    return token_in_force(OFFICIAL, channel, stale=stale)
