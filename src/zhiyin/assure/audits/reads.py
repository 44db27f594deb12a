"""Questions of an auditor: what was kept, what does the ledger say, who changed what and because of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from zhiyin.assure.audits.models import LedgerCheck
from zhiyin.assure.audits.trail import all_names, area_named
from zhiyin.face import wording
from zhiyin.face.lines import who_did
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import entries_seen_by
from zhiyin.lib.stats import wilson
from zhiyin.resolve.promises.reads import promises_between

MET, BREACHED = "met", "breached"


@dataclass(frozen=True, slots=True)
class KeptRate:
    """Promises of one name (blank: all) due in a window: kept of kept and broken, with Wilson's interval."""

    name: str
    label: str
    met: int
    breached: int
    low: float
    high: float

    @property
    def n(self) -> int:
        return self.met + self.breached

    @property
    def value(self) -> float | None:
        return self.met / self.n if self.n else None


def kept_rates(actor: Actor, from_at: datetime, to_at: datetime) -> list[KeptRate]:
    """The kept rate over all promises, then by name, of the actor's units. One statement."""
    actor.require("assurance.read")
    promises = promises_between(from_at, to_at)
    if actor.kind != "system" and actor.units is not None:
        promises = promises.filter(unit__in=actor.units)
    rows = (
        promises.order_by()
        .values("name")
        .annotate(met=Count("id", filter=Q(state=MET)), breached=Count("id", filter=Q(state=BREACHED)))
        .order_by("name")
    )
    labels = dict(promises.model._meta.get_field("name").flatchoices)
    by_name = [(row["name"], str(labels.get(row["name"], row["name"])), row["met"], row["breached"]) for row in rows]
    total = ("", _("All promises"), sum(one[2] for one in by_name), sum(one[3] for one in by_name))
    return [
        KeptRate(name, label, met, breached, *wilson(met, met + breached))
        for name, label, met, breached in [total, *by_name]
    ]


def last_check() -> LedgerCheck | None:
    """The newest check of the ledger."""
    return LedgerCheck.objects.order_by("-at", "-id").first()


def trail_seen_by(
    actor: Actor,
    *,
    area: str = "",
    person: str = "",
    from_at: datetime | None = None,
    to_at: datetime | None = None,
) -> QuerySet[Entry]:
    """The entries of the trail in the actor's units: of an area, by people whose name holds `person`, in [from, to)."""
    actor.require("assurance.read")
    chosen = area_named(area)
    entries = entries_seen_by(actor).filter(event__in=chosen.names() if chosen else all_names())
    if person:
        entries = entries.filter(by_name__icontains=person)
    if from_at is not None:
        entries = entries.filter(happened_at__gte=from_at)
    if to_at is not None:
        entries = entries.filter(happened_at__lt=to_at)
    return entries.select_related("because")


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry of the trail in words: what, which, and because of what."""

    entry: Entry
    who: str
    sentence: Any
    icon: str
    detail: str
    because: Any


def trail_in_words(entries: Iterable[Entry]) -> list[TrailLine]:
    """The entries as one reads them; the notes of policy versions come along in one statement."""
    entries = list(entries)
    versions = {
        one.id: one
        for one in Version.objects.filter(
            id__in=[one.subject_id for one in entries if one.event == "PolicyChanged" and one.subject_id]
        )
    }
    return [
        TrailLine(
            one,
            who_did(one),
            _sentence(one),
            EVENTS[one.event].icon if one.event in EVENTS else "circle",
            _detail(one, versions),
            _sentence(one.because) if one.because else "",
        )
        for one in entries
    ]


def _sentence(entry: Entry) -> Any:
    return EVENTS[entry.event].sentence if entry.event in EVENTS else entry.event


def _detail(entry: Entry, versions: dict[UUID, Version]) -> str:
    """The policy and the note of a change; else the facts that are plain words or numbers."""
    facts = entry.facts
    key = facts.get("key") or facts.get("policy_key")
    if key in POLICIES:
        label = str(POLICIES[key].label)
        version = versions.get(entry.subject_id) if entry.subject_id else None
        return f"{label} · {version.number} · {version.note}" if version else label
    if "granted" in facts:
        return _("granted") if facts["granted"] else _("refused")
    if isinstance(facts.get("amount_minor"), int) and "currency" in facts:
        return wording.amount(facts["amount_minor"], facts["currency"]) if facts["amount_minor"] else ""
    reason = facts.get("reason", "")
    if entry.event == "PromiseChanged":  # its reason is the key of a policy, or "priority": that stands under “because”
        return str(POLICIES[reason].label) if reason in POLICIES else ""
    if reason:
        return str(reason)
    return ""
