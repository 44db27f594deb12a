"""Questions about imports."""

from __future__ import annotations

from django.db.models import QuerySet

from zhiyin.kernel.imports.models import BadRow, Run
from zhiyin.kernel.people.actor import Actor


def runs_seen_by(actor: Actor) -> QuerySet[Run]:
    """The runs, newest first; none without `import.run`."""
    runs = Run.objects.order_by("-started_at", "-id")
    return runs if actor.may("import.run") else runs.none()


def bad_rows_of(run: Run) -> QuerySet[BadRow]:
    """The rows that a run could not take, in the order of the file."""
    return BadRow.objects.filter(run=run).order_by("line", "id")
