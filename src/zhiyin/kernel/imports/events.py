"""What imports announce: the run itself, never its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class ImportFinished(Event):
    """A file was imported: into which target, how many rows were good and bad."""

    run_id: UUID
    target: str
    good: int
    bad: int

    subject: ClassVar = "imports.Run"
    sentence: ClassVar = _("A file was imported")
    icon: ClassVar = "arrow-down-tray"
