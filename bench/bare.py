"""The bare thing: granian, WSGI, one statement on a connection that each thread keeps."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

_mine = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Ask the database one thing, and say so."""
    if not hasattr(_mine, "connection"):
        _mine.connection = psycopg.connect(os.environ["BENCH_DATABASE"], autocommit=True)
    _mine.connection.execute("SELECT 1 FROM django_migrations LIMIT 1").fetchone()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "6")])
    return [b"ready\n"]
