"""One request to WeCom's API in the name of a channel, with its access token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.wechat import asking
from zhiyin.listen.channels.wechat.tokens import Api, given_token
from zhiyin.listen.channels.wecom.refusals import Said


def corp_of(channel: Channel) -> str:
    """The company's ID."""
    return str(channel.settings.get("corp_id", ""))


def ask(channel: Channel, path: str, told: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The JSON that WeCom answers. Raises `Said`, `NotSent`, `ConnectionError`. `told` makes it a POST."""
    return asking.ask(channel, path, told, api=WECOM)


def _token(channel: Channel, force: bool) -> tuple[str, int]:
    """WeCom gives the same token while it is good and cannot be forced: one that it refuses is soon replaced."""
    asked = urlencode({"corpid": corp_of(channel), "corpsecret": channel.secret("corp_secret")})
    return given_token(outbound.send("GET", f"{settings.WECOM_API}/cgi-bin/gettoken?{asked}"), Said)


WECOM = Api(lambda: settings.WECOM_API, corp_of, _token, Said)
