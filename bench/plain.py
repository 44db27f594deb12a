"""A page with one SELECT and nothing else: `python -m bench.plain PORT` serves it, with `bench.plain_settings`."""

from __future__ import annotations

import sys

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def statement(request: HttpRequest) -> HttpResponse:
    """Ask the database one thing, and say so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        cursor.fetchone()
    return HttpResponse("ready\n", content_type="text/plain", headers={"Content-Length": "6"})


urlpatterns = [path("statement", statement)]

if __name__ == "__main__":
    from zhiyin.config.web import serve

    serve("127.0.0.1", int(sys.argv[1]))
