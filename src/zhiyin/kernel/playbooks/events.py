"""What playbooks announce. A drill announces nothing on a customer's line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class PlaybookChanged(Event):
    """A playbook got a new version. Runs that are under way keep theirs."""

    version_id: UUID
    key: str
    number: int

    subject: ClassVar = "playbooks.Version"
    sentence: ClassVar = _("A playbook was changed")
    icon: ClassVar = "clipboard-document-list"


@dataclass(frozen=True, slots=True)
class PlaybookSwitched(Event):
    """A playbook was switched to `mode`: off, drill, live or stopped; `ended` runs ended by it."""

    switching_id: UUID
    key: str
    mode: str
    ended: int

    subject: ClassVar = "playbooks.Switching"
    sentence: ClassVar = _("A playbook was switched")
    icon: ClassVar = "power"


@dataclass(frozen=True, slots=True)
class PlaybookBegun(Event):
    """A playbook began to run."""

    run_id: UUID
    key: str

    subject: ClassVar = "playbooks.Run"
    sentence: ClassVar = _("A playbook began")
    icon: ClassVar = "play"


@dataclass(frozen=True, slots=True)
class PlaybookStepReached(Event):
    """A run came to a step that does something: what it does happens because of this."""

    step_id: UUID
    run_id: UUID
    key: str
    step: str

    subject: ClassVar = "playbooks.Step"
    sentence: ClassVar = _("A playbook came to a step")
    icon: ClassVar = "arrow-right-circle"


@dataclass(frozen=True, slots=True)
class PlaybookEnded(Event):
    """A run came to its end."""

    run_id: UUID
    key: str

    subject: ClassVar = "playbooks.Run"
    sentence: ClassVar = _("A playbook came to its end")
    icon: ClassVar = "check-circle"
