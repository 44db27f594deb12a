"""The real doors around a story: our SMTP door, the customers' mail server, and the workers."""

from __future__ import annotations

import asyncio
import smtplib
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings

from zhiyin.config.worker import worker_app
from zhiyin.demo import postbox
from zhiyin.face.testing import run_apart
from zhiyin.listen.channels import door


@contextmanager
def open_doors(settings: Any, folder: Path) -> Iterator[None]:
    """Open the SMTP door and the customers' mail server on free ports of this machine, until the end of the block."""
    settings.DATA = folder
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = settings.SMTP_DOOR_HOST = "127.0.0.1"
    settings.EMAIL_PORT, settings.SMTP_DOOR_PORT = _free_port(), _free_port()
    with _served(postbox.serve, settings.EMAIL_PORT), _served(door.serve, settings.SMTP_DOOR_PORT):
        yield


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def _served(serve: Callable[[asyncio.Event], Coroutine[Any, Any, None]], port: int) -> Iterator[None]:
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(stop)), daemon=True)
    thread.start()
    for _ in range(500):
        with socket.socket() as one:
            one.settimeout(1)
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        thread.join(0.01)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def send_mail(mail: EmailMessage) -> None:
    """A customer sends a mail to us."""
    with smtplib.SMTP(settings.SMTP_DOOR_HOST, settings.SMTP_DOOR_PORT, timeout=10) as smtp:
        smtp.send_message(mail)


def mails_to(address: str) -> list[EmailMessage]:
    """What a customer has got from us, oldest first."""
    found = []
    for path in sorted(postbox.folder().glob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        if address in str(mail["To"]):
            found.append(mail)
    return found


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    content: str = body.get_content()
    return content


def work() -> None:
    """Let a worker do all that waits, and what comes of it."""

    async def until_nothing_waits() -> None:
        app = worker_app()
        async with app.open_async():
            await app.run_worker_async(wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False)

    from procrastinate.contrib.django.models import ProcrastinateJob

    for _ in range(20):
        run_apart(until_nothing_waits())
        if not ProcrastinateJob.objects.filter(status="todo").exclude(task_name__startswith="calendar").exists():
            return
    raise AssertionError("the workers do not come to an end")
