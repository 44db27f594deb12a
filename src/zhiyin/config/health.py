"""Health for machines, outside any sign-in: `/healthz` (this process lives), `/readyz` (it can work), `/metrics` (numbers).

`/metrics` is also a page for people. Scrapers say that they want text, or anything; browsers say HTML, and get the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from zhiyin import __version__

Response = Callable[[HttpRequest], HttpResponse]

_WAITING_JOBS = """
SELECT queue_name, status::text, count(*), coalesce(extract(epoch FROM now() - min(scheduled_at)), 0)
FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1, 2 ORDER BY 1, 2
"""
_NUMBERS = """
SELECT (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'timeline_entry'::regclass),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
       (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 seconds'),
       (SELECT extract(epoch FROM clock_timestamp() - max(at)) FROM jobs_clockstate),
       pg_database_size(current_database())
"""


class HealthMiddleware:
    """Answers the three addresses before anything else is asked: no session, no allowed host, no language."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path == "/healthz":
            return HttpResponse("alive\n", content_type="text/plain")
        if path == "/readyz":
            return ready()
        if path == "/metrics" and _wants_numbers(request):
            return HttpResponse("".join(numbers()), content_type="text/plain; version=0.0.4; charset=utf-8")
        return self.get_response(request)


def _wants_numbers(request: HttpRequest) -> bool:
    accept = request.META.get("HTTP_ACCEPT", "")
    if "text/html" in accept or "HTTP_HX_REQUEST" in request.META:
        return False
    return (
        "text/plain" in accept or "openmetrics" in accept or (accept == "*/*" and not request.META.get("HTTP_COOKIE"))
    )


def ready() -> HttpResponse:
    """200 when the database answers and holds the tables, else 503 with the reason."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError as error:
        reason = str(error).strip().split("\n")[0]
        return HttpResponse(f"the database does not answer: {reason}\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def numbers() -> Iterator[str]:
    """The state of the installation in the text format of Prometheus."""
    yield f'# TYPE zhiyin_info gauge\nzhiyin_info{{version="{__version__}"}} 1\n'
    try:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING_JOBS)
            jobs = cursor.fetchall()
            cursor.execute(_NUMBERS)
            entries, connections, workers, clock_lag, size = cursor.fetchone() or (0, 0, 0, None, 0)
    except DatabaseError:
        yield "# TYPE zhiyin_database_up gauge\nzhiyin_database_up 0\n"
        return
    yield "# TYPE zhiyin_database_up gauge\nzhiyin_database_up 1\n"
    yield "# TYPE zhiyin_jobs gauge\n"
    for queue, status, count, _age in jobs:
        yield f'zhiyin_jobs{{queue="{queue}",status="{status}"}} {count}\n'
    yield "# TYPE zhiyin_job_oldest_wait_seconds gauge\n"
    for queue, status, _count, age in jobs:
        if status == "todo":
            yield f'zhiyin_job_oldest_wait_seconds{{queue="{queue}"}} {max(0.0, float(age)):.3f}\n'
    for name, value in (
        ("zhiyin_timeline_entries_estimate", entries),
        ("zhiyin_database_connections", connections),
        ("zhiyin_workers_alive", workers),
        ("zhiyin_clock_lag_seconds", clock_lag),
        ("zhiyin_database_bytes", size),
    ):
        if value is not None:
            yield f"# TYPE {name} gauge\n{name} {float(value):.10g}\n"
