"""Playbooks over the API: which there are, their files, their runs; to begin one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.kernel.playbooks.actions import begin_by_hand
from zhiyin.kernel.playbooks.content import write
from zhiyin.kernel.playbooks.models import Run, Step
from zhiyin.kernel.playbooks.policy import nouns_of
from zhiyin.kernel.playbooks.reads import (
    Known,
    playbook_known,
    playbooks_known,
    run_for,
    runs_seen_by,
    steps_of,
    tallies,
)

PLACE = "playbooks"
router = Router(tags=["playbooks"])

ModeName = Literal["off", "drill", "live", "stopped"]
StateName = Literal["running", "waiting", "stuck", "done", "stopped", "held"]


class PlaybookOut(Schema):
    """A playbook. `version` 0 is as shipped; `about` names what a run of it is about."""

    key: str
    name: dict[str, str]
    mode: ModeName
    version: int
    about: list[str]
    open_runs: int


class StepOut(Schema):
    """What a step of a run came to."""

    position: int
    key: str
    kind: str
    state: Literal["waiting", "done", "would", "skipped", "failed"]
    said: str
    values: dict[str, Any]
    reason: str
    by_name: str
    spent_minor: int
    currency: str
    began_at: datetime
    ended_at: datetime | None


class RunOut(Schema):
    """A run of a playbook, in the version that it began with."""

    number: int
    playbook: str
    version: int
    mode: Literal["drill", "live"]
    state: StateName
    position: int
    customer_id: UUID | None
    about: dict[str, UUID]
    started_at: datetime
    ended_at: datetime | None
    wakes_at: datetime | None
    held_by: str

    @staticmethod
    def resolve_playbook(run: Run) -> str:
        return run.playbook.key

    @staticmethod
    def resolve_version(run: Run) -> int:
        return run.version.number


class RunWhole(RunOut):
    """A run with the records of its steps, in order."""

    steps: list[StepOut]

    @staticmethod
    def resolve_steps(run: Run) -> list[Step]:
        return steps_of(run)


class Wanted(Schema):
    """Which runs to list."""

    playbook: str | None = Field(None, max_length=40)
    state: StateName | None = None


class Beginning(Schema):
    """About what a run is to begin: its number, or what the noun is found by; and in which mode."""

    about: str = Field(min_length=1, max_length=200)
    mode: Literal["drill", "live"] = "live"


def _out(known: Known, open_runs: int) -> dict[str, Any]:
    return {
        "key": known.key,
        "name": known.content["name"],
        "mode": known.mode,
        "version": known.number,
        "about": list(nouns_of(known.content)),
        "open_runs": open_runs,
    }


@router.get("", response=list[PlaybookOut], summary="All playbooks")
@scope("playbook.read")
def get_playbooks(request: HttpRequest) -> list[dict[str, Any]]:
    """Every playbook, shipped or made here, by key."""
    counts = tallies(request.actor, timezone.now())  # type: ignore[attr-defined]
    return [_out(one, counts[one.key].open if one.key in counts else 0) for one in playbooks_known()]


@router.get("/runs", response=Listing[RunOut], summary="Runs, newest first")
@scope("playbook.read")
def get_runs(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The runs about the units that the key may see."""
    found = runs_seen_by(request.actor)  # type: ignore[attr-defined]
    if wanted.playbook:
        found = found.filter(playbook__key=wanted.playbook)
    if wanted.state:
        found = found.filter(state=wanted.state)
    return listing(found, paging, order=("-started_at", "-id"))


@router.get("/runs/{int:number}", response=RunWhole, summary="One run with its steps")
@scope("playbook.read")
def get_run(request: HttpRequest, number: int) -> Any:
    """A run with what each step came to."""
    return run_for(request.actor, number)  # type: ignore[attr-defined]


@router.get("/{key}/file", summary="A playbook as YAML")
@scope("playbook.read")
def get_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file that an import reads back to the same."""
    return HttpResponse(write(playbook_known(key).content), content_type="application/yaml; charset=utf-8")


@router.post("/{key}/runs", response={201: RunWhole}, summary="Begin a run")
@scope("playbook.run")
def post_run(request: HttpRequest, key: str, given: Beginning) -> Status[Run]:
    """Begin a playbook about something, once a day. Its guards and caps hold as ever."""
    known = playbook_known(key)
    try:
        run = begin_by_hand(
            known,
            next(iter(nouns_of(known.content)), ""),
            given.about,
            given.mode,
            by=request.actor,  # type: ignore[attr-defined]
            because=None,
        )
    except ValidationError as refused:
        message = " ".join(refused.messages)
        raise Problem(422, message, [{"field": "body.about", "message": message}]) from refused
    return Status(201, run)
