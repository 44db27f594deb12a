"""An entry of the timeline as a CloudEvent 1.0 in structured JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry

MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"


def type_of(event: str) -> str:
    """The CloudEvents type of an event: `zhiyin.CaseOpened.v1`. The version goes up when a fact changes its meaning."""
    return f"zhiyin.{event}.v1"


def envelope_of(entry: Entry) -> dict[str, Any]:
    """The CloudEvent of an entry: what it holds, by reference. Names of people stay here; whoever may, asks the API."""
    known = EVENTS.get(entry.event)
    found: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(entry.id),
        "source": settings.PUBLIC_URL,
        "type": type_of(entry.event),
        "time": _moment(entry.happened_at),
        "datacontenttype": "application/json",
        "data": {
            "event": entry.event,
            "facts": entry.facts,
            "subject_id": _text(entry.subject_id),
            "customer_id": _text(entry.customer_id),
            "unit_id": _text(entry.unit_id),
            "by": {"kind": entry.by_kind, "id": _text(entry.by_id)},
            "because_id": _text(entry.because_id),
            "root_id": _text(entry.root_id),
            "noted_at": _moment(entry.noted_at),
        },
    }
    if entry.subject_id is not None and known is not None and known.subject:
        found["subject"] = f"{known.subject}/{entry.subject_id}"
    return found


def body_of(entry: Entry) -> bytes:
    """The bytes that are signed and sent; the same for the same entry."""
    return json.dumps(envelope_of(entry), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
