"""The access token of an official account: one row for all processes, and one of them at a time asks for a new one."""

from __future__ import annotations

import json
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


def token_of(channel: Channel, *, stale: str = "") -> str:
    """A token that is in force. `stale` is one that WeChat just refused: whoever comes first gets a new one.

    Raises `Said` with WeChat's words, and `NotSent`.
    """
    known = _known(AccessToken.objects.filter(channel=channel).first(), channel, stale, timezone.now())
    if known:
        return known
    AccessToken.objects.bulk_create(
        [AccessToken(id=new_id(), channel=channel, expires_at=timezone.now())], ignore_conflicts=True
    )
    with transaction.atomic():
        row = AccessToken.objects.select_for_update().get(channel=channel)
        now = timezone.now()
        known = _known(row, channel, stale, now)
        if known:
            return known
        token, lasts = _asked_for(channel)
        if token == stale:  # WeChat holds it to be good and refuses it all the same: only a forced one helps
            token, lasts = _asked_for(channel, force=True)
        row.sealed, row.expires_at = seal(f"{_account(channel)} {token}"), now + timedelta(seconds=lasts)
        row.save(update_fields=["sealed", "expires_at"])
    return token


def _known(row: AccessToken | None, channel: Channel, stale: str, now: datetime) -> str:
    """The stored token, blank when it is old, refused, or of the account that the channel had before."""
    if row is None or not row.sealed or row.expires_at - _SPARE <= now:
        return ""
    try:
        account, _, token = unseal(row.sealed).partition(" ")
    except CannotUnseal:
        return ""
    return token if account == _account(channel) and token != stale else ""


def _account(channel: Channel) -> str:
    return str(channel.settings.get("app_id", ""))


def _asked_for(channel: Channel, *, force: bool = False) -> tuple[str, int]:
    """A token and the seconds it lasts. The stable endpoint gives all who ask the same one while it is good."""
    wanted = {
        "grant_type": "client_credential",
        "appid": _account(channel),
        "secret": channel.secret("app_secret"),
        "force_refresh": force,
    }
    answer = outbound.send(
        "POST",
        f"{settings.WECHAT_API}/cgi-bin/stable_token",
        headers={"Content-Type": "application/json"},
        body=json.dumps(wanted).encode(),
    )
    said = Said.in_answer(answer)
    if said is not None:
        raise said
    given = json.loads(answer.body)
    return str(given["access_token"]), int(given["expires_in"])
