"""One request to WeChat's API in the name of a channel, with its access token."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.multipart import Upload, form_of
from zhiyin.listen.channels.wechat.refusals import STALE_TOKEN
from zhiyin.listen.channels.wechat.tokens import OFFICIAL, Api, token_in_force

#: for a file of at most 15 MB over a slow line
_UPLOAD_SECONDS = 45.0


def ask(
    channel: Channel,
    path: str,
    told: Mapping[str, Any] | None = None,
    query: Mapping[str, str] | None = None,
    *,
    api: Api = OFFICIAL,
) -> dict[str, Any]:
    """The JSON that WeChat answers. Raises `Said`, `NotSent`, `ConnectionError`. `told` makes it a POST."""
    return _object_in(ask_raw(channel, path, told, query, api=api), path)


def upload(channel: Channel, kind: str, file: Upload, *, api: Api = OFFICIAL) -> str:
    """Store a file of a kind (image, voice, video, thumb, file) there for three days; returns its media_id. Raises as
    `ask`."""
    content_type, body = form_of({}, file)
    answer = _answer(channel, api, "/cgi-bin/media/upload", {"type": kind}, content_type, body, seconds=_UPLOAD_SECONDS)
    stored = _object_in(answer, "/cgi-bin/media/upload")
    return str(stored.get("media_id") or stored["thumb_media_id"])


def ask_raw(
    channel: Channel,
    path: str,
    told: Mapping[str, Any] | None = None,
    query: Mapping[str, str] | None = None,
    *,
    api: Api = OFFICIAL,
    longest: int = outbound.LONGEST_ANSWER,
) -> outbound.Answer:
    """The answer as it came, which may be a file."""
    # WeChat shows \u4f60 to the customer as it stands: the text goes as it is
    body = None if told is None else json.dumps(told, ensure_ascii=False).encode()
    return _answer(channel, api, path, query or {}, "application/json; charset=utf-8", body, longest=longest)


def _answer(
    channel: Channel,
    api: Api,
    path: str,
    query: Mapping[str, str],
    content_type: str,
    body: bytes | None,
    *,
    longest: int = outbound.LONGEST_ANSWER,
    seconds: float = outbound.TIMEOUT_SECONDS,
) -> outbound.Answer:
    """What WeChat answers. A token that is no longer good is replaced, once."""
    stale = ""
    while True:
        token = token_in_force(api, channel, stale=stale)
        answer = outbound.send(
            "GET" if body is None else "POST",
            f"{api.url()}{path}?{urlencode({'access_token': token, **query})}",
            headers={"Content-Type": content_type},
            body=body or b"",
            longest_answer=longest,
            timeout_seconds=seconds,
        )
        said = api.said.in_answer(answer)
        if said is None:
            return answer
        if stale or said.code not in STALE_TOKEN:
            raise said
        stale = token


def _object_in(answer: outbound.Answer, path: str) -> dict[str, Any]:
    found = json.loads(answer.body)
    if not isinstance(found, dict):
        raise ConnectionError(f"{path}: {answer.body[:200]!r}")
    return found
