"""What the simulation takes from the product, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from zhiyin.demo.population import Guest, Orders
from zhiyin.demo.truths import Truths
from zhiyin.demo.writing import Line, Table
from zhiyin.kernel.policies.reads import InForce
from zhiyin.lib.working_time import Calendar

#: who acts, as an entry notes it: kind, id, name
By = tuple[str, UUID | None, str]
#: an entry: its id and its root's
Told = tuple[UUID, UUID]

TABLES = (
    "channels.Message",
    "channels.Delivery",
    "cases.Case",
    "cases.CaseMessage",
    "cases.Closure",
    "cases.Reopening",
    "promises.Promise",
    "promises.Breach",
    "compensation.Award",
    "compensation.Approval",
    "surveys.Invitation",
    "surveys.Answer",
    "followup.CallBack",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Ids of units, channels and people; the policies and calendars in force; the value bands of customers."""

    units: Mapping[str, UUID]
    channels: Mapping[tuple[str, str], UUID]
    people: Mapping[str, tuple[UUID, str]]
    policies: Mapping[str, InForce]
    calendar: Callable[[str], Calendar | None]
    bands: Mapping[UUID, str]
    form_version: UUID
    trial_from: datetime | None = None
    quicker_arm: str = ""


@dataclass(slots=True)
class History:
    """The tables to be. `cases` is the number of the last case."""

    setting: Setting
    truths: Truths
    orders: Orders
    now: datetime
    rng: Random
    line: Line
    cases: int
    tables: dict[str, Table] = field(default_factory=lambda: {label: Table(label) for label in TABLES})

    def add(self, label: str, **values: Any) -> None:
        self.tables[label].add(**values)


@dataclass(frozen=True, slots=True)
class Plot:
    """One case being told: whose it is, where, how weighty, who answers, and the first entry."""

    case_id: UUID
    guest: Guest
    unit_id: UUID
    channel_id: UUID
    kind: str
    thread: str
    title: str
    at: datetime
    priority: int
    band: str
    agent: By
    root: Told

    @property
    def language(self) -> str:
        return "en" if self.guest.language == "en" else "zh"

    @property
    def about(self) -> dict[str, Any]:
        return {"customer_id": self.guest.id, "unit_id": self.unit_id}
