"""The customers' postbox: a small SMTP server that keeps every mail the demo sends, so that one can read it and click.

Nothing leaves the machine. Each mail lies as a file in `postbox/` below the data folder; the newest are shown on a page.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from zhiyin.kernel.identifiers import new_id

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session

KEPT = 500
LINK = re.compile(r"https?://[^\s<>\"）)]+")


def folder() -> Path:
    """Where the mails lie."""
    return Path(settings.DATA) / "postbox"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as its customer reads it. `pieces` is its text cut into (text, is a link)."""

    name: str
    to: str
    sender: str
    subject: str
    text: str
    at: datetime

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        found, end = [], 0
        for link in LINK.finditer(self.text):
            found += [(self.text[end : link.start()], False), (link.group(), True)]
            end = link.end()
        return [*found, (self.text[end:], False)]


def newest(count: int) -> list[Mail]:
    """The newest mails, newest first."""
    return [_read(path) for path in sorted(folder().glob("*.eml"), reverse=True)[:count]]


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    return Mail(path.stem, message["To"] or "", message["From"] or "", message["Subject"] or "", text, at)


class _Keeper:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode()
        folder().mkdir(parents=True, exist_ok=True)
        (folder() / f"{new_id().hex}.eml").write_bytes(raw)
        for old in sorted(folder().glob("*.eml"))[:-KEPT]:
            old.unlink(missing_ok=True)
        return "250 2.0.0 Kept"


async def serve(stop: asyncio.Event) -> None:
    """Keep mails until `stop` is set."""
    from aiosmtpd.controller import UnthreadedController  # the page only reads: it needs no server

    controller = UnthreadedController(
        _Keeper(), hostname="127.0.0.1", port=settings.EMAIL_PORT, loop=asyncio.get_running_loop(), enable_SMTPUTF8=True
    )
    server = await asyncio.get_running_loop().create_server(
        controller._factory_invoker, host="127.0.0.1", port=settings.EMAIL_PORT
    )
    async with server:
        await stop.wait()
