"""`zhiyin`: the command line."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

app = typer.Typer(
    name="zhiyin",
    help="Hear every customer, keep every promise, and prove every improvement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _commands() -> None:
    """Hear every customer, keep every promise, and prove every improvement."""


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
            typer.echo(fault)
        raise typer.Exit(1 if found else 0)
    changed = [] if compile_only else catalogues.update(room)
    for path in changed:
        typer.echo(f"updated {path}")
    typer.echo(f"compiled {catalogues.compile_catalogues()}")


def main() -> None:
    """Run one of our commands, or hand any other to Django (`zhiyin shell`, `zhiyin makemigrations` …)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyin.config.settings")
    ours = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    if len(sys.argv) < 2 or sys.argv[1] in ours or sys.argv[1] in ("--help", "-h"):
        app()
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
