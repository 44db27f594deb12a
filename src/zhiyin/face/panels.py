"""How the kernel's nouns are linked from a timeline, and the runs of playbooks about what a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import links
from zhiyin.face.playbooks.words import in_reader_language
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.models import Run, Step, Switching
from zhiyin.kernel.playbooks.models import Version as PlaybookVersion
from zhiyin.kernel.playbooks.reads import runs_about
from zhiyin.kernel.policies.models import Trial, Version


@links("policies.Version")
def version_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A version leads to its policy."""
    keys = Version.objects.filter(id__in=ids).values_list("id", "key")
    return {id: reverse("face:policy", args=[key]) for id, key in keys}


@links("policies.Trial")
def trial_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A trial leads to the policy that it runs on."""
    keys = Trial.objects.filter(id__in=ids).values_list("id", "key")
    return {id: reverse("face:policy", args=[key]) for id, key in keys}


@links("playbooks.Run")
def run_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A run has a page of its own."""
    numbers = Run.objects.filter(id__in=ids).values_list("id", "number")
    return {id: reverse("face:run", args=[number]) for id, number in numbers}


@links("playbooks.Step")
def step_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A step stands on the page of its run."""
    numbers = Step.objects.filter(id__in=ids).values_list("id", "run__number")
    return {id: reverse("face:run", args=[number]) for id, number in numbers}


@links("playbooks.Version")
def playbook_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A version leads to its playbook."""
    keys = PlaybookVersion.objects.filter(id__in=ids).values_list("id", "key")
    return {id: reverse("face:playbook", args=[key]) for id, key in keys}


@links("playbooks.Switching")
def switching_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A switching leads to its playbook."""
    keys = Switching.objects.filter(id__in=ids).values_list("id", "playbook__key")
    return {id: reverse("face:playbook", args=[key]) for id, key in keys}


@panel("case.context", order=70, permission="playbook.read")
def runs_about_it(actor: Actor, subject: Any) -> Panel | None:
    """The playbooks that run about what the page shows, with the step at which each stands."""
    found = [
        {
            "run": run,
            "name": in_reader_language(run.version.content["name"]),
            "now": in_reader_language(run.version.content["steps"][run.position]["name"])
            if run.is_open and run.position < len(run.version.content["steps"])
            else "",
        }
        for run in runs_about(subject.id, actor)[:5]
    ]
    return Panel("face/playbooks/panel.html", {"runs": found}, title=_("Playbooks")) if found else None
