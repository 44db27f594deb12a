"""One request to the Bot API in the name of a channel. The token stands in the address, so no address is ever logged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.multipart import Upload, form_of

#: for a file of at most 15 MB over a slow line
_UPLOAD_SECONDS = 120.0


class Said(Exception):
    """Telegram refused: its code, its words, and how long it wants us to wait (0 when it does not say)."""

    def __init__(self, code: int, description: str, retry_after: float = 0) -> None:
        self.code, self.retry_after = code, retry_after
        self.words = _("Telegram says: %(words)s (%(code)s).") % {"words": description, "code": code}
        super().__init__(self.words)


class NoBotApi(ConnectionError):
    """What came back is not from the Bot API: a gateway's page, for example."""


def ask(channel: Channel, method: str, told: Mapping[str, Any] | None = None) -> Any:
    """The `result` of a method. Raises `Said`, `NoBotApi`, and `NotSent`."""
    return _asked(channel, method, "application/json", json.dumps(told or {}, ensure_ascii=False).encode())


def upload(channel: Channel, method: str, told: Mapping[str, str], file: Upload) -> Any:
    """As `ask`, with a file."""
    return _asked(channel, method, *form_of(told, file), seconds=_UPLOAD_SECONDS)


def _asked(
    channel: Channel, method: str, content_type: str, body: bytes, *, seconds: float = outbound.TIMEOUT_SECONDS
) -> Any:
    answer = outbound.send(
        "POST",
        f"{settings.TELEGRAM_API}/bot{channel.secret('bot_token')}/{method}",
        headers={"Content-Type": content_type},
        body=body,
        timeout_seconds=seconds,
    )
    try:
        said = json.loads(answer.body)
        if said["ok"]:
            return said["result"]
        code, words = int(said["error_code"]), str(said["description"])
        wait = float((said.get("parameters") or {}).get("retry_after", 0))
    except (ValueError, KeyError, TypeError) as error:
        raise NoBotApi(f"{answer.status} {answer.body[:200].decode('utf-8', 'replace')}") from error
    raise Said(code, words, wait)


def file_at(channel: Channel, path: str, longest: int) -> outbound.Answer:
    """The file at a path that `getFile` named."""
    address = f"{settings.TELEGRAM_API}/file/bot{channel.secret('bot_token')}/{path}"
    return outbound.send("GET", address, longest_answer=longest)
