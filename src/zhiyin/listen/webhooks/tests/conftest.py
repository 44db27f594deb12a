"""A receiver on loopback, and a webhook that goes there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import transaction

from zhiyin.kernel.customers.events import ConsentNoted
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.webhooks.actions import make_webhook
from zhiyin.listen.webhooks.models import Webhook

HOUSE = system("test")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Receiver:
    """What came in, and what to answer: a status, or a function of the request."""

    port: int = 0
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body in self.heard]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A real HTTP server that the operator allows."""
    found = Receiver()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
            found.before()
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"noted")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    found.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.PRIVATE_RECEIVERS = f"127.0.0.1:{found.port}"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def webhook(db: None, receiver: Receiver) -> Webhook:
    """A webhook for every event."""
    return make_webhook("the shop", receiver.url, by=HOUSE, at=NOON)[0]


def happened(at: datetime = NOON, unit_id: Any = None) -> Entry:
    """Something happens: some consent was noted."""
    with transaction.atomic():
        entry = announce(ConsentNoted(new_id(), "news", True), by=HOUSE, because=None, unit_id=unit_id, at=at)
    return entry
