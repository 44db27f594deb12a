"""Where in somebody else's JSON the parts of a message stand. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

#: places that a channel uses unless its settings say otherwise
USUAL_PLACES = {
    "text_at": "text",
    "sender_at": "sender.id",
    "name_at": "sender.name",
    "email_at": "sender.email",
    "phone_at": "sender.phone",
    "id_at": "id",
    "time_at": "time",
    "thread_at": "thread",
}
_MILLISECONDS_SINCE = 10**11


class Missing(ValueError):
    """Something that a message needs does not stand where the settings say."""


def found_at(place: str, posted: Any) -> Any:
    """What stands at a place such as `customer.id` or `messages.0.body`; None where nothing does."""
    for step in place.split(".") if place else ():
        if isinstance(posted, Mapping):
            posted = posted.get(step)
        elif isinstance(posted, list) and step.isdecimal() and int(step) < len(posted):
            posted = posted[int(step)]
        else:
            return None
    return posted if place else None


def text_at(place: str, posted: Any) -> str:
    """The text or number at a place, blank where there is none."""
    found = found_at(place, posted)
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def time_at(place: str, posted: Any) -> datetime | None:
    """The time at a place: ISO 8601 with an offset, or seconds or milliseconds since 1970. None where there is none."""
    found = found_at(place, posted)
    try:
        if isinstance(found, str) and not found.strip().isdecimal():
            said = datetime.fromisoformat(found.strip())
            return said if said.tzinfo is not None else None
        if isinstance(found, str | int | float) and not isinstance(found, bool):
            number = float(found)
            return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS_SINCE else number, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def place_of(settings: Mapping[str, Any], key: str) -> str:
    """Where this channel finds it: its settings may also say nowhere (blank)."""
    return str(settings.get(key, USUAL_PLACES[key]))
