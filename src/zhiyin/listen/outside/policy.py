"""What a CloudEvent 1.0 must be to be taken in, and whom it names. Pure.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

#: what the specification asks intermediaries to carry: bytes of one event
LONGEST_EVENT = 64 * 1024
MOST_AT_ONCE = 500
_NAME = re.compile(r"[a-z0-9]+")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_LONGEST = {"id": 300, "source": 500, "type": 200, "subject": 300, "datacontenttype": 200, "dataschema": 1000}
#: what a value of each kind has at the least
_IDENTITY = {
    "email": re.compile(r"[^@\s]@[^@\s]"),
    "phone": re.compile(r"\d{3}"),
    "external": re.compile(r"\S"),
    "customer": re.compile(r"\S"),
}
_NAMED = re.compile(r"(email|phone|external|customer):(.+)", re.S)

Fault = Literal[
    "not_object", "version", "missing", "not_text", "too_long", "not_uri", "not_time", "attribute", "two_data", "unit"
]
Kind = Literal["email", "phone", "external", "customer"]


@dataclass(frozen=True, slots=True)
class Named:
    """A customer as an event names one: the kind of identity, its value, and perhaps a name."""

    kind: Kind
    value: str
    name: str = ""


def faults_of(event: object) -> list[tuple[str, Fault]]:
    """What is wrong with an event, by attribute; nothing for one that can be taken in."""
    if not isinstance(event, Mapping):
        return [("", "not_object")]
    found: list[tuple[str, Fault]] = []
    if event.get("specversion") != "1.0":
        found.append(("specversion", "version"))
    found += [(name, "missing") for name in ("id", "source", "type") if event.get(name) in (None, "")]
    for name, longest in _LONGEST.items():
        value = event.get(name)
        if value in (None, ""):
            continue
        if not isinstance(value, str):
            found.append((name, "not_text"))
        elif len(value) > longest:
            found.append((name, "too_long"))
    if isinstance(event.get("source"), str) and not _is_reference(event["source"]):
        found.append(("source", "not_uri"))
    if event.get("time") is not None and _time(event["time"]) is None:
        found.append(("time", "not_time"))
    if event.get("unitid") is not None and _uuid(event["unitid"]) is None:
        found.append(("unitid", "unit"))
    found += [(str(name), "attribute") for name in event if name != "data_base64" and not _NAME.fullmatch(str(name))]
    if "data" in event and "data_base64" in event:
        found.append(("data_base64", "two_data"))
    return found


def time_of(event: Mapping[str, Any], now: datetime) -> datetime:
    """When it happened: what the event says, `now` when it says nothing or a time to come."""
    said = _time(event.get("time"))
    return now if said is None else min(said, now)


def unit_of(event: Mapping[str, Any]) -> UUID | None:
    """The unit that the extension attribute `unitid` names."""
    return _uuid(event.get("unitid"))


def named_in(event: Mapping[str, Any]) -> Named | None:
    """The customer whom an event names: by `subject` (`email:…`, `phone:…`, `external:…`, `customer:` and our id), else by
    `data.customer` (an object with `external`, `email` or `phone`, and perhaps `name`).
    """
    data = event.get("data")
    told = data.get("customer") if isinstance(data, Mapping) else None
    told = told if isinstance(told, Mapping) else {}
    said_name = told.get("name")
    name = said_name if isinstance(said_name, str) else ""
    matched = _NAMED.fullmatch(event.get("subject") or "")
    said = [(matched[1], matched[2])] if matched else []
    for kind, value in [*said, *((kind, told.get(kind)) for kind in ("external", "email", "phone"))]:
        if isinstance(value, str) and _IDENTITY[kind].search(value):
            return Named(kind, value.strip()[:300], name[:200])  # type: ignore[arg-type]
    return None


def _is_reference(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return text.isprintable() and not any(one in text for one in ' <>"{}|\\^`')


def _time(value: object) -> datetime | None:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.upper().replace(" ", "T"))
    except (ValueError, OverflowError):
        return None


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
