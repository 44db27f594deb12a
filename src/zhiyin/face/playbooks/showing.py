"""What the pages of playbooks show: steps in words, a run's records, a simulation's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from zhiyin.face.links import addresses, addresses_of
from zhiyin.face.playbooks.words import (
    CAP_NAMES,
    GROUP_ICONS,
    GROUPS,
    conditions_in_words,
    in_reader_language,
    money,
    said,
    told_in_words,
)
from zhiyin.kernel.customers.reads import customers_seen_by
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.models import Run, Simulation, Step
from zhiyin.kernel.playbooks.register import KINDS, NOUNS
from zhiyin.kernel.timeline.reads import entries_seen_by

#: how the states of a run and of a step look: tone of the chip, icon
RUN_LOOKS = {
    "running": ("info", "play"),
    "waiting": ("info", "clock"),
    "stuck": ("late", "exclamation-triangle"),
    "done": ("good", "check-circle"),
    "stopped": ("plain", "stop-circle"),
    "held": ("soon", "pause-circle"),
}
STEP_LOOKS = {
    "waiting": ("info", "clock"),
    "done": ("good", "check-circle"),
    "would": ("info", "beaker"),
    "skipped": ("soon", "forward"),
    "failed": ("late", "exclamation-triangle"),
}


def rows_of_steps(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a playbook to read."""
    found = []
    for position, told in enumerate(content["steps"]):
        kind = KINDS.get(told.get("do", ""))
        group = kind.group if kind else "do"
        found.append(
            {
                "number": position + 1,
                "key": told.get("step", ""),
                "name": in_reader_language(told.get("name")),
                "kind": kind.label if kind else told.get("do", ""),
                "group": GROUPS[group],
                "icon": GROUP_ICONS[group],
                "told": told_in_words(content, position),
            }
        )
    return found


def shown_kinds(nouns: Iterable[str]) -> list[tuple[Any, list[Any]]]:
    """The kinds of steps that fit what a playbook is about, by group."""
    have = set(nouns)
    fitting = [one for one in KINDS.values() if set(one.needs) <= have]
    groups = ((label, [one for one in fitting if one.group == group]) for group, label in GROUPS.items())
    return [(label, kinds) for label, kinds in groups if kinds]


def rows_of_run(run: Run, records: list[Step], actor: Actor) -> list[dict[str, Any]]:
    """Every step of a run: its record, or that it is still to come or was passed over."""
    by_position = {one.position: one for one in records}
    links = _links(records, actor)
    found = []
    for position, row in enumerate(rows_of_steps(run.version.content)):
        record = by_position.get(position)
        tone, icon = STEP_LOOKS[record.state] if record else ("plain", row["icon"])
        found.append(
            {
                **row,
                "position": position,
                "record": record,
                "tone": tone,
                "state_icon": icon,
                "said": said(record.said, record.values) if record else "",
                "links": links.get(record.id, []) if record else [],
                "spent": money(record.spent_minor, record.currency) if record and record.spent_minor else "",
                "here": run.is_open and run.position == position,
                "passed": record is None and (position < run.position),
            }
        )
    return found


def _links(records: list[Step], actor: Actor) -> dict[UUID, list[str]]:
    by_model: dict[str, list[UUID]] = {}
    for record in records:
        for model, id in record.rows:
            by_model.setdefault(model, []).append(UUID(id))
    known: dict[tuple[str, UUID], str] = {}
    for model, ids in by_model.items():
        if model == "timeline.Entry":
            entries = list(entries_seen_by(actor).filter(id__in=ids))
            known |= {(model, id): url for id, url in addresses_of(entries).items()}
        else:
            known |= {(model, id): url for id, url in addresses(model, ids).items()}
    return {
        record.id: [url for model, id in record.rows if (url := known.get((model, UUID(id))))] for record in records
    }


def subject_of(run: Run) -> tuple[Any, str]:
    """What a run is about: the noun's label and its address, if it has one."""
    for name, id in run.about.items():
        if name in NOUNS:
            return NOUNS[name].label, addresses(NOUNS[name].model, [UUID(id)]).get(UUID(id), "")
    return "", ""


def page_of_simulation(simulation: Simulation, actor: Actor) -> dict[str, Any]:
    """The numbers of a simulation."""
    tally, content = simulation.result, simulation.content
    shown_customers = {
        str(one.id): one
        for one in customers_seen_by(actor).filter(
            id__in=[sample["customer"] for sample in tally.get("samples", []) if sample["customer"]]
        )
    }
    steps = []
    for row in rows_of_steps(content):
        one = tally.get("steps", {}).get(str(row["number"] - 1), {"reached": 0, "contacts": 0, "spent": {}})
        steps.append({**row, **one, "spent": _sums(one["spent"])})
    facts = [*tally.get("guarded", {}), *tally.get("unknown", [])]
    labels = dict(zip(facts, conditions_in_words(dict.fromkeys(facts), content), strict=True))
    return {
        "simulation": simulation,
        "name": in_reader_language(content["name"]),
        "tally": tally,
        "customers": len(tally.get("customers", {})),
        "spent": _sums(tally.get("spent", {})),
        "guarded": [(labels[name].split(":")[0], count) for name, count in tally.get("guarded", {}).items()],
        "unknown": [labels[name].split(":")[0] for name in tally.get("unknown", [])],
        "held": [(CAP_NAMES[name], count) for name, count in tally.get("held", {}).items()],
        "stuck": [(CAP_NAMES[name], count) for name, count in tally.get("stuck", {}).items()],
        "steps": steps,
        "samples": [
            {
                **sample,
                "at": parse_datetime(sample["at"]),
                "customer": shown_customers.get(sample["customer"]),
                "spent": _sums(sample["spent"]),
            }
            for sample in tally.get("samples", [])
        ],
        "share": simulation.seen / simulation.of if simulation.of else 0,
    }


def _sums(sums: Mapping[str, int]) -> str:
    return ", ".join(money(minor, currency) for currency, minor in sums.items()) or "–"
