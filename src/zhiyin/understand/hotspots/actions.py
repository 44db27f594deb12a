"""Verbs about hotspots: look for them, decide about one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.lib.text import OTHER
from zhiyin.understand.hotspots import policy
from zhiyin.understand.hotspots.counting import Work, customers_by_window, place_of, work_behind
from zhiyin.understand.hotspots.events import HotspotCooled, HotspotDecided, HotspotFound
from zhiyin.understand.hotspots.models import Decision, Hotspot
from zhiyin.understand.topics.models import Label

EVIDENCE = 12


@transaction.atomic
def look(now: datetime, *, by: Actor, because: Entry | None = None) -> list[Hotspot]:
    """Compare the last days with the weeks before, topic by topic; returns the hotspots that are new.

    Safe to repeat: a topic has one open hotspot, whose numbers are brought up to date; one that is no longer raised cools.
    """
    with connection.cursor() as cursor:  # two looks at once would find the same twice
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('hotspots.look'))")
    rules = in_force("hotspots", {}, at=now).outcome
    bounds = policy.edges(now, rules["window_days"], rules["baseline_weeks"])
    counts = [
        one
        for one in customers_by_window(bounds).counts()
        if one.topic != OTHER and one.topic not in policy.HAPPY_TOPICS
    ]
    work = work_behind(bounds[0], now)
    known = {one.topic: one for one in Hotspot.objects.select_for_update().filter(state=Hotspot.State.OPEN)}
    quiet = set(
        Hotspot.objects.filter(
            state=Hotspot.State.DISMISSED, ended_at__gt=now - timedelta(days=policy.QUIET_DAYS)
        ).values_list("topic", flat=True)
    )
    found: list[Hotspot] = []
    findings = policy.compare(counts)
    for finding in findings:
        topic = finding.counts.topic
        raised = finding.is_hotspot(
            least_customers=rules["least_customers"],
            least_ratio=rules["least_ratio"],
            false_share=rules["false_share"],
        )
        if topic in known:
            _bring_up_to_date(known[topic], finding, bounds, work, rules, now, by)
        elif raised and topic not in quiet:
            found.append(_new(finding, bounds, work, rules, now, by, because))
    for topic in known.keys() - {finding.counts.topic for finding in findings}:
        _cool(known[topic], now, by)
    return found


def _numbers(
    finding: policy.Finding, bounds: list[datetime], work: Mapping[str, Work], rules: Mapping[str, Any]
) -> dict[str, Any]:
    counts = finding.counts
    satisfied, answered = sum(one.satisfied for one in work.values()), sum(one.answered for one in work.values())
    behind = work.get(counts.topic, Work(1.0, 0, 0))
    share = policy.shrunk_share(behind.satisfied, behind.answered, satisfied / answered if answered else 0.5)
    minutes = rules["minutes_per_reply"] * max(1.0, behind.replies_per_case)
    return {
        "window_from": bounds[-2],
        "window_to": bounds[-1],
        "baseline_from": bounds[0],
        "count": counts.count,
        "exposure": counts.exposure,
        "baseline_count": counts.baseline_count,
        "baseline_exposure": counts.baseline_exposure,
        "ratio": finding.ratio,
        "low": finding.low,
        "high": finding.high,
        "p": finding.p,
        "p_adjusted": finding.p_adjusted,
        "handle_minutes": minutes,
        "satisfied_share": share,
        "satisfied_n": behind.answered,
        "pain": policy.pain(counts.count, minutes, share),
    }


def _new(
    finding: policy.Finding,
    bounds: list[datetime],
    work: Mapping[str, Work],
    rules: Mapping[str, Any],
    now: datetime,
    by: Actor,
    because: Entry | None,
) -> Hotspot:
    topic = finding.counts.topic
    labels = _newest_labels(topic, bounds)
    hotspot = Hotspot.objects.create(
        topic=topic,
        unit_id=place_of(topic, bounds[-2], bounds[-1]),
        evidence=[str(label.id) for label in labels],
        found_at=now,
        looked_at=now,
        **_numbers(finding, bounds, work, rules),
    )
    announce(
        HotspotFound(hotspot.id, topic, round(finding.ratio, 3), finding.p_adjusted),
        by=by,
        because=because or _cause(labels),
        unit_id=hotspot.unit_id,
        at=now,
    )
    return hotspot


def _bring_up_to_date(
    hotspot: Hotspot,
    finding: policy.Finding,
    bounds: list[datetime],
    work: Mapping[str, Work],
    rules: Mapping[str, Any],
    now: datetime,
    by: Actor,
) -> None:
    if finding.has_cooled:
        _cool(hotspot, now, by)
        return
    Hotspot.objects.filter(id=hotspot.id).update(
        evidence=[str(label.id) for label in _newest_labels(hotspot.topic, bounds)],
        looked_at=now,
        **_numbers(finding, bounds, work, rules),
    )


def _cool(hotspot: Hotspot, now: datetime, by: Actor) -> None:
    Hotspot.objects.filter(id=hotspot.id).update(state=Hotspot.State.COOLED, ended_at=now, looked_at=now)
    announce(
        HotspotCooled(hotspot.id, hotspot.topic),
        by=by,
        because=last_entry_of(hotspot.id, "HotspotFound"),
        unit_id=hotspot.unit_id,
        at=now,
    )


def _newest_labels(topic: str, bounds: list[datetime]) -> list[Label]:
    rows = Label.objects.filter(topic=topic, at__gte=bounds[-2], at__lt=bounds[-1])
    return list(rows.exclude(mood_label=Label.Mood.POSITIVE).order_by("-at", "-id")[:EVIDENCE])


def _cause(labels: list[Label]) -> Entry | None:
    """The entry of the newest evidence that has one: texts of an import have none."""
    for label in labels:
        entry = last_entry_of(label.id, "TextLabelled") or last_entry_of(label.text_id)
        if entry is not None:
            return entry
    return None


@transaction.atomic
def decide(
    hotspot_id: UUID, kind: str, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Decision:
    """End an open hotspot: dealt with, or dismissed for a while. Raises `ValidationError`."""
    by.require("hotspot.decide")
    at = at or timezone.now()
    hotspot = Hotspot.objects.select_for_update().get(id=hotspot_id)
    if hotspot.state != Hotspot.State.OPEN:
        raise ValidationError(_("This hotspot has ended already."))
    if kind not in Decision.Kind.values or not reason.strip():
        raise ValidationError(_("Say what was decided, and why."))
    hotspot.state, hotspot.ended_at = kind, at
    hotspot.save(update_fields=["state", "ended_at"])
    decision = Decision.objects.create(
        hotspot=hotspot, kind=kind, reason=reason.strip()[:500], by_id=by.id, by_name=by.name, at=at
    )
    announce(
        HotspotDecided(decision.id, hotspot.id, kind),
        by=by,
        because=because or last_entry_of(hotspot.id, "HotspotFound"),
        unit_id=hotspot.unit_id,
        at=at,
    )
    return decision
