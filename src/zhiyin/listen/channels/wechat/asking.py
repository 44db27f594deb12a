"""One request to WeChat's API in the name of a channel, with its access token."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.wechat.refusals import STALE_TOKEN, Said
from zhiyin.listen.channels.wechat.tokens import token_of


def ask(
    channel: Channel, path: str, told: Mapping[str, Any] | None = None, query: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The JSON that WeChat answers. Raises `Said`, `NotSent`, `ConnectionError`. `told` makes it a POST."""
    answer = ask_raw(channel, path, told, query)
    found = json.loads(answer.body)
    if not isinstance(found, dict):
        raise ConnectionError(f"{path}: {answer.body[:200]!r}")
    return found


def ask_raw(
    channel: Channel,
    path: str,
    told: Mapping[str, Any] | None = None,
    query: Mapping[str, str] | None = None,
    *,
    longest: int = outbound.LONGEST_ANSWER,
) -> outbound.Answer:
    """The answer as it came, which may be a file. A token that is no longer good is replaced, once."""
    token = token_of(channel)
    answer, said = _asked(path, token, told, longest, query or {})
    if said is not None and said.code in STALE_TOKEN:
        answer, said = _asked(path, token_of(channel, stale=token), told, longest, query or {})
    if said is not None:
        raise said
    return answer


def _asked(
    path: str, token: str, told: Mapping[str, Any] | None, longest: int, query: Mapping[str, str]
) -> tuple[outbound.Answer, Said | None]:
    answer = outbound.send(
        "GET" if told is None else "POST",
        f"{settings.WECHAT_API}{path}?{urlencode({'access_token': token, **query})}",
        headers={"Content-Type": "application/json; charset=utf-8"},
        # WeChat shows \u4f60 to the customer as it stands: the text goes as it is
        body=b"" if told is None else json.dumps(told, ensure_ascii=False).encode(),
        longest_answer=longest,
    )
    return answer, Said.in_answer(answer)
