"""`zhiyin doctor`: is all well, and if not, how to mend it."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import psycopg
from django.utils.translation import gettext as _

from zhiyin.config import schema
from zhiyin.config.embedded import Embedded, data_home
from zhiyin.config.installation import Say
from zhiyin.config.messages import uncompiled

Verdict = Literal["good", "notice", "bad"]
MARKS: dict[Verdict, str] = {"good": "✓", "notice": "!", "bad": "✗"}
LEAST_FREE_MIB = 1024
OLDEST_SERVER = 160000
SLOWEST_CLOCK_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and how to mend it when it is not good."""

    verdict: Verdict
    what: str
    mend: str = ""


def examine(say: Say) -> int:
    """Look at everything and say what was found; 1 when something is bad."""
    from zhiyin.config.command_line import _set_up

    _set_up()
    worst = 0
    for finding in findings():
        say(f"{MARKS[finding.verdict]} {finding.what}")
        if finding.mend:
            say(f"    → {finding.mend}")
        worst = max(worst, 1 if finding.verdict == "bad" else 0)
    return worst


def findings() -> Iterator[Finding]:
    """Every finding, in an order in which a fault explains those after it."""
    yield from _files()
    server = None if os.environ.get("DATABASE_URL") else Embedded(data_home())
    if server is not None:
        yield from _embedded(server)
    url = os.environ.get("DATABASE_URL") or (server.url() if server is not None and _made(server) else "")
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            for look in (_server, _tables, _worker, _clock, _jobs, _arrivals):
                try:
                    yield from look(connection)
                except psycopg.Error as error:
                    yield Finding("bad", _first_line(error), _("Run `zhiyin migrate`."))
    except (psycopg.Error, OSError) as error:
        yield Finding(
            "bad",
            _("The database does not answer: %(reason)s") % {"reason": _first_line(error)},
            _("Start Zhiyin with `zhiyin up`, or look at DATABASE_URL."),
        )
    yield from _mail()
    yield from _translations()


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]


def _made(server: Embedded) -> bool:
    return (server.home / "password").exists()


def _files() -> Iterator[Finding]:
    home = data_home()
    if not home.exists():
        yield Finding("bad", _("There is no data folder %(home)s.") % {"home": home}, _("Run `zhiyin up` once."))
        return
    free = shutil.disk_usage(home).free // 2**20
    what = _("%(free)s MiB free in %(home)s.") % {"free": free, "home": home}
    yield Finding("good", what) if free >= LEAST_FREE_MIB else Finding("bad", what, _("Make room on this disk."))
    if os.environ.get("ZHIYIN_SECRET_KEY"):
        yield Finding("good", _("The secret comes from ZHIYIN_SECRET_KEY."))
    elif (home / "secret_key").exists():
        open_to = stat.S_IMODE((home / "secret_key").stat().st_mode) & 0o077
        yield (
            Finding("bad", _("Others may read the secret."), f"chmod 600 {home / 'secret_key'}")
            if open_to
            else Finding("good", _("The secret is kept, and only its owner may read it."))
        )
    else:
        yield Finding(
            "bad", _("There is no secret: sessions and links end with each start."), _("Run `zhiyin up` once.")
        )


def _embedded(server: Embedded) -> Iterator[Finding]:
    if not server.socket.exists():
        return
    mode = stat.S_IMODE(server.socket.stat().st_mode)
    if mode & 0o077:
        yield Finding("bad", _("Others may enter the folder of the database's socket."), f"chmod 700 {server.socket}")
    else:
        yield Finding("good", _("Only the service may enter the folder of the database's socket."))


def _server(connection: psycopg.Connection) -> Iterator[Finding]:
    version = connection.info.server_version
    what = _("PostgreSQL %(version)s answers.") % {"version": f"{version // 10000}.{version % 10000}"}
    yield Finding("good", what) if version >= OLDEST_SERVER else Finding("bad", what, _("Use PostgreSQL 16 or newer."))
    row = connection.execute("SELECT installed_version FROM pg_available_extensions WHERE name = 'vector'").fetchone()
    if row is None:
        yield Finding("notice", _("The server has no pgvector."), _("Install the package pgvector of your PostgreSQL."))
    if not os.environ.get("DATABASE_URL"):
        addresses = connection.execute("SHOW listen_addresses").fetchone()
        if addresses and addresses[0]:
            yield Finding(
                "bad", _("The embedded database listens on the network."),
                _("Remove listen_addresses from postgresql.auto.conf in the data folder, and start again."),
            )  # fmt: skip
        else:
            yield Finding("good", _("The embedded database does not listen on the network."))
    durable = connection.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')").fetchone()
    if durable is not None and ("off" in durable):
        yield Finding(
            "bad", _("The database may lose what it confirmed."), _("Set fsync and synchronous_commit to on.")
        )


def _tables(connection: psycopg.Connection) -> Iterator[Finding]:
    row = connection.execute("SELECT to_regclass('public.zhiyin_schema')").fetchone()
    noted = connection.execute("SELECT fingerprint FROM zhiyin_schema").fetchone() if row and row[0] else None
    if noted is not None and noted[0] == schema.fingerprint():
        yield Finding("good", _("The tables are those of this version."))
    else:
        yield Finding("bad", _("The tables are not those of this version."), _("Run `zhiyin migrate`."))


def _worker(connection: psycopg.Connection) -> Iterator[Finding]:
    row = connection.execute(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 seconds'"
    ).fetchone()
    count = row[0] if row else 0
    if count:
        yield Finding("good", _("Workers that gave a sign of life in the last minute: %(count)s.") % {"count": count})
    else:
        yield Finding(
            "bad", _("No worker has given a sign of life for a minute."), _("Start `zhiyin up` or `zhiyin worker`.")
        )


def _clock(connection: psycopg.Connection) -> Iterator[Finding]:
    row = connection.execute("SELECT extract(epoch FROM clock_timestamp() - max(at)) FROM jobs_clockstate").fetchone()
    lag = row[0] if row else None
    if lag is None:
        yield Finding("notice", _("The clock has not ticked yet."), _("Start `zhiyin up` or `zhiyin worker`."))
    elif lag > SLOWEST_CLOCK_SECONDS:
        what = _("The clock ticked last %(lag)d seconds ago.") % {"lag": lag}
        yield Finding("bad", what, _("Start `zhiyin worker`; when it runs, look at its log for “tick_failed”."))
    else:
        yield Finding("good", _("The clock ticks."))


def _jobs(connection: psycopg.Connection) -> Iterator[Finding]:
    row = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'").fetchone()
    failed = row[0] if row else 0
    row = connection.execute(
        "SELECT extract(epoch FROM now() - min(coalesce(scheduled_at, now()))) "
        "FROM procrastinate_jobs WHERE status = 'todo'"
    ).fetchone()
    waiting = float(row[0] or 0) if row else 0.0
    if failed:
        what = _("Jobs that failed for good: %(count)s.") % {"count": failed}
        yield Finding("notice", what, _("`zhiyin procrastinate shell`, then `list_jobs failed`, shows them."))
    if waiting > 300:
        what = _("A job has been waiting for %(minutes)d minutes.") % {"minutes": waiting // 60}
        yield Finding("notice", what, _("Start a second `zhiyin worker`, or look at the log of the first."))


def _arrivals(connection: psycopg.Connection) -> Iterator[Finding]:
    row = connection.execute("SELECT count(*) FROM channels_arrival WHERE state = 'failed'").fetchone()
    if row and row[0]:
        what = _("Messages that came in and could not be understood: %(count)s.") % {"count": row[0]}
        yield Finding("notice", what, _("Mend and run them again on the page of the channels."))
    else:
        yield Finding("good", _("Every message that came in was understood."))


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Finding("good", _("Mail goes out by %(backend)s.") % {"backend": settings.EMAIL_BACKEND})
        return
    import socket

    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5):
            yield Finding("good", _("The mail server %(where)s answers.") % {"where": where})
    except OSError as error:
        yield Finding(
            "notice",
            _("The mail server %(where)s does not answer: %(reason)s") % {"where": where, "reason": error},
            _("Set ZHIYIN_SMTP_HOST, ZHIYIN_SMTP_PORT, ZHIYIN_SMTP_USER and ZHIYIN_SMTP_PASSWORD."),
        )


def _translations() -> Iterator[Finding]:
    waiting = uncompiled()
    if waiting:
        what = _("Translations that are not compiled: %(rooms)s.") % {"rooms": ", ".join(waiting)}
        yield Finding("bad", what, _("Run `zhiyin messages --compile`."))
    else:
        yield Finding("good", _("The translations are compiled."))
