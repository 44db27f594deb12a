"""Questions about playbooks: which there are, what they say, how their runs fare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.content import shipped
from zhiyin.kernel.playbooks.models import Playbook, Run, Simulation, Step, Switching, Version
from zhiyin.kernel.playbooks.register import SHIPPED


@dataclass(frozen=True, slots=True)
class Known:
    """A playbook: its content now, its mode, the version that is in use (None: as shipped)."""

    key: str
    content: dict[str, Any]
    mode: str
    version: Version | None
    row: Playbook | None

    @property
    def number(self) -> int:
        return self.version.number if self.version else 0


def _known(key: str, row: Playbook | None) -> Known:
    version = row.version if row else None
    content = version.content if version else shipped(key)
    assert content is not None
    return Known(key, content, row.mode if row else Playbook.Mode.OFF, version, row)


def playbooks_known() -> list[Known]:
    """Every playbook, shipped or made here, by key. One statement."""
    rows = {row.key: row for row in Playbook.objects.select_related("version")}
    keys = {key for key, row in rows.items() if row.version is not None or key in SHIPPED} | set(SHIPPED)
    return [_known(key, rows.get(key)) for key in sorted(keys)]


def playbook_known(key: str) -> Known:
    """The playbook with this key, else `Http404`."""
    row = Playbook.objects.select_related("version").filter(key=key).first()
    if key not in SHIPPED and (row is None or row.version is None):
        raise Http404
    return _known(key, row)


def in_use() -> list[Known]:
    """The playbooks that begin runs now. One statement."""
    rows = Playbook.objects.select_related("version").filter(mode__in=[Playbook.Mode.LIVE, Playbook.Mode.DRILL])
    return [_known(row.key, row) for row in rows if row.version is not None or row.key in SHIPPED]


def versions_of(key: str) -> QuerySet[Version]:
    """The versions that people made, newest first."""
    return Version.objects.filter(key=key, number__gt=0).order_by("-number")


def switchings_of(key: str) -> QuerySet[Switching]:
    """Who switched it, to what and why, newest first."""
    return Switching.objects.filter(playbook__key=key).order_by("-at", "-id")


def runs_seen_by(actor: Actor) -> QuerySet[Run]:
    """The runs about the units that the actor may see; none without `playbook.read`."""
    if not actor.may("playbook.read"):
        return Run.objects.none()
    found = Run.objects.select_related("playbook", "version", "customer")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def run_for(actor: Actor, number: int) -> Run:
    """The run with this number, if the actor may see it; else `Http404`."""
    found = runs_seen_by(actor).select_related("because").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def runs_about(subject_id: UUID, actor: Actor) -> QuerySet[Run]:
    """The runs about one row, newest first."""
    return runs_seen_by(actor).filter(subject_id=subject_id).order_by("-started_at", "-id")


def steps_of(run: Run) -> list[Step]:
    """What each step of a run (got by a scoped read) came to, in order."""
    return list(run.steps.order_by("position"))


def steps_to_do(actor: Actor) -> QuerySet[Step]:
    """The steps that wait for a person, longest first."""
    return (
        Step.objects.filter(run__in=runs_seen_by(actor).filter(state=Run.State.WAITING).values("id"))
        .filter(state=Step.State.WAITING, by_hand=True)
        .select_related("run__version", "run__customer", "run__playbook")
        .order_by("began_at", "id")
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How the runs of a playbook fare: open, of these in need of somebody; begun since a moment; the last one."""

    open: int
    stuck: int
    begun: int
    last_at: datetime | None


def tallies(actor: Actor, since: datetime, keys: Iterable[str] | None = None) -> dict[str, Tally]:
    """The tally of each playbook with runs since then, or with open ones. One statement."""
    runs = runs_seen_by(actor).filter(Q(started_at__gte=since) | Q(state__in=Run.OPEN))
    if keys is not None:
        runs = runs.filter(playbook__key__in=list(keys))
    rows = (
        runs.order_by()
        .values_list("playbook__key")
        .annotate(
            open=Count("id", filter=Q(state__in=Run.OPEN)),
            stuck=Count("id", filter=Q(state=Run.State.STUCK)),
            begun=Count("id", filter=Q(started_at__gte=since)),
            last=Max("started_at"),
        )
    )
    return {key: Tally(open, stuck, begun, last) for key, open, stuck, begun, last in rows}


def simulation_for(actor: Actor, id: UUID) -> Simulation:
    """The simulation with this id; only whoever sees as much as who asked for it may look. Else `Http404`."""
    found = Simulation.objects.filter(id=id).first() if actor.may("playbook.read") else None
    if found is None:
        raise Http404
    if (
        actor.kind != "system"
        and actor.units is not None
        and (found.units is None or not {UUID(one) for one in found.units} <= actor.units)
    ):
        raise Http404
    return found


def simulations_of(key: str, actor: Actor) -> list[Simulation]:
    """The last simulations that the actor asked for."""
    if not actor.may("playbook.read"):
        return []
    return list(Simulation.objects.filter(key=key, asked_by_id=actor.id).order_by("-asked_at")[:5])
