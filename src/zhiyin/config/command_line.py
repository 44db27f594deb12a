"""`zhiyin`: the command line. What is not ours is handed to Django: `zhiyin shell`, `zhiyin makemigrations` …"""

from __future__ import annotations

import asyncio
import locale
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Annotated

import typer

app = typer.Typer(name="zhiyin", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
ledger_app = typer.Typer(help="The accounts.", no_args_is_help=True)
app.add_typer(ledger_app, name="ledger")

Host = Annotated[str, typer.Option(help="Where to listen. 0.0.0.0 is every address of this machine.")]
Port = Annotated[int | None, typer.Option(help="The port of the pages; without it the next free one from 8000.")]
LivePort = Annotated[int | None, typer.Option(help="The port of live updates; else the next free one from 8001.")]


@app.callback()
def _commands() -> None:
    """Hear every customer, keep every promise, and prove every improvement."""


def _set_up() -> None:
    """Load Django, and speak the caller's language."""
    import django
    from django.utils import translation

    django.setup()
    language = (os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or "").lower()
    translation.activate("zh-hans" if language.startswith("zh") else "en")


def _say(line: str) -> None:
    typer.echo(line)
    sys.stdout.flush()


@app.command()
def up(host: Host = "127.0.0.1", port: Port = None, live_port: LivePort = None) -> None:
    """Run everything: database, pages, live updates, jobs, channels. Ctrl-C stops it."""
    _run(host, port, live_port, demo=False)


@app.command()
def demo(host: Host = "127.0.0.1", port: Port = None, live_port: LivePort = None) -> None:
    """Run everything with a simulated company, whose customers keep writing."""
    _run(host, port, live_port, demo=True)


def _run(host: str, port: int | None, live_port: int | None, *, demo: bool) -> None:
    from zhiyin.config.ports import PortTaken
    from zhiyin.config.up import AlreadyRunning, up

    try:
        code = up(host, {"web": port, "live": live_port}, demo=demo, say=_say)
    except PortTaken as taken:
        _say(f"Port {taken.port} is taken by another program; {taken.free} is free.")
        raise typer.Exit(1) from None
    except AlreadyRunning as home:
        _say(f"Zhiyin is already running with the data in {home}. Stop it first, or set ZHIYIN_DATA to another folder.")
        raise typer.Exit(1) from None
    except RuntimeError as error:
        _say(str(error))
        raise typer.Exit(1) from None
    raise typer.Exit(code)


@app.command()
def web(
    host: Host = "127.0.0.1",
    port: int = 8000,
    workers: Annotated[int | None, typer.Option(help="Processes; else one a core, at most four.")] = None,
    threads: Annotated[int | None, typer.Option(help="Threads a process.")] = None,
) -> None:
    """Serve the pages and the API."""
    from zhiyin.config.parents import stop_with_parent
    from zhiyin.config.web import serve

    stop_with_parent()
    serve(host, port, workers, threads)


@app.command()
def live(host: Host = "127.0.0.1", port: int = 8001) -> None:
    """Serve live updates."""
    from zhiyin.config.live.server import serve
    from zhiyin.config.parents import stop_with_parent

    stop_with_parent()
    serve(host, port)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(help="How many jobs at once in each process.", min=1, max=32)] = 4,
    processes: Annotated[int | None, typer.Option(help="Processes; else one a core, at most four.", min=1)] = None,
) -> None:
    """Do the jobs, the calendar of recurring work, and what the clock asks for."""
    from zhiyin.config.parents import stop_with_parent

    stop_with_parent()
    _set_up()
    from zhiyin.config.several import run, usual_count
    from zhiyin.config.worker import serve

    run(partial(serve, concurrency), processes or usual_count())


@app.command()
def channels() -> None:
    """Keep the doors open: the SMTP door, mailboxes, whatever a room listens at."""
    from zhiyin.config.parents import stop_with_parent

    stop_with_parent()
    _set_up()
    from zhiyin.config.doors import doors, serve

    serve(doors())


@app.command(hidden=True)
def traffic() -> None:
    """The customers of the demo keep writing."""
    from zhiyin.config.parents import stop_with_parent

    stop_with_parent()
    _set_up()
    from django.conf import settings

    from zhiyin.config.doors import serve, until_stopped
    from zhiyin.config.up import answers
    from zhiyin.demo import postbox
    from zhiyin.demo import traffic as customers
    from zhiyin.demo.actions import finish

    async def write_history(stop: asyncio.Event) -> None:
        while not await asyncio.to_thread(answers, f"{settings.PUBLIC_URL}/readyz") and not stop.is_set():
            await asyncio.sleep(0.5)  # the first page goes before the history behind it
        await until_stopped(stop, finish, _say)
        await stop.wait()

    serve({"customers": customers.serve, "postbox": postbox.serve, "history": write_history})


@app.command(hidden=True)
def seed() -> None:
    """Fill an empty installation with the simulated company: the last days at once, `traffic` writes the older ones."""
    _set_up()
    from zhiyin.demo.actions import begin
    from zhiyin.kernel.customers.models import Customer

    if Customer.objects.exists():
        _say("There are customers already: the simulated company is not added to them.")
        return
    begin(_say)


@app.command()
def doctor() -> None:
    """Look whether all is well, and say how to mend what is not."""
    from zhiyin.config.doctor import examine

    raise typer.Exit(examine(_say))


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    from zhiyin.config import installation, schema
    from zhiyin.config.embedded import data_home

    with installation.database() as url:
        installation.keep_secret(data_home())
        if schema.is_up_to_date(url):
            _say("The database is up to date.")
            return
        installation.migrate(url)
    _say("The database was brought up to date.")


@app.command()
def why(
    name: Annotated[str, typer.Argument(metavar="ID", help="An entry's id, a row's id, or a case number (#12).")],
) -> None:
    """Tell why something happened: the chain of because, back to the first message."""
    with _database():
        from zhiyin.config.why import chain_of, told

        chain = chain_of(name)
        if not chain:
            _say(f"Nothing is known of {name}.")
            raise typer.Exit(1)
        for line in told(chain):
            _say(line)


@app.command()
def replay() -> None:
    """Run all that guarantees answered to through the rules of its time once more: was paid what they say?"""
    with _database():
        from zhiyin.config.replay import told

        lines, identical = told()
        for line in lines:
            _say(line)
        raise typer.Exit(0 if identical else 1)


@ledger_app.command("verify")
def ledger_verify() -> None:
    """Check that every transaction balances and that none was changed since it was written."""
    with _database():
        from zhiyin.kernel.ledger.reads import verify

        found = verify()
        _say(f"{'ok' if found.ok else 'BROKEN'}: {found.checked} checked. {found.message}".strip())
        raise typer.Exit(0 if found.ok else 1)


@app.command()
def messages(
    room: Annotated[str, typer.Argument(help="Only this room or stage, such as listen/channels.")] = "",
    *,
    check: Annotated[bool, typer.Option("--check", help="Only look; fail when a translation is missing.")] = False,
    compile_only: Annotated[bool, typer.Option("--compile", help="Only compile what is there.")] = False,
) -> None:
    """Extract every room's texts, keep the translations, compile them."""
    from zhiyin.config import messages as catalogues

    if check:
        found = catalogues.faults()
        for fault in found:
            _say(fault)
        raise typer.Exit(1 if found else 0)
    changed = [] if compile_only else catalogues.update(room)
    for path in changed:
        _say(f"updated {path}")
    _say(f"compiled {catalogues.compile_catalogues()}")


@app.command()
def document(check: Annotated[bool, typer.Option("--check", help="Only look; fail when they differ.")] = False) -> None:
    """Write what is generated from the code: docs/map.md and docs/openapi.json."""
    _set_up()
    from zhiyin.config.documents import stale, write

    if check:
        found = stale()
        for path in found:
            _say(f"{path} is not what the code says: run `zhiyin document`")
        raise typer.Exit(1 if found else 0)
    for path in write():
        _say(f"wrote {path}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def django(context: typer.Context) -> None:
    """Run a command of Django's with the database as it stands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["zhiyin", *context.args])


class _database(AbstractContextManager[None]):
    """The database (started for this command when it is not running) with Django loaded on it."""

    def __enter__(self) -> None:
        from zhiyin.config.installation import database

        self._inner = database()
        self._inner.__enter__()
        _set_up()

    def __exit__(self, *exception: object) -> None:
        self._inner.__exit__(*exception)  # type: ignore[arg-type]


def main() -> None:
    """Run one of our commands, or hand any other to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyin.config.settings")
    ours = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    if len(sys.argv) < 2 or sys.argv[1] in ours or sys.argv[1] in ("--help", "-h"):
        app()
        return
    from django.core.management import execute_from_command_line

    from zhiyin.config.installation import database

    without = (
        sys.argv[1] in ("makemigrations", "help", "version", "collectstatic", "findstatic") or "--help" in sys.argv
    )
    with nullcontext() if without else database():
        execute_from_command_line(sys.argv)
