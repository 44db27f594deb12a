"""The base of every event, and the register of all events by name.

A room defines an event as a frozen dataclass in its `events.py`:

    @dataclass(frozen=True, slots=True)
    class LampLit(Event):
        \"\"\"A lamp was lit.\"\"\"
        lamp_id: UUID
        subject = "lamps.Lamp"
        sentence = _("A lamp was lit")

The first field names the subject row. Fields become the entry's facts; read them back with `event_of(entry)`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from zhiyin.kernel.timeline.models import Entry

EVENTS: dict[str, type[Event]] = {}
_NAMES: dict[type[Event], tuple[str, ...]] = {}
_HINTS: dict[type[Event], dict[str, Any]] = {}


class Event:
    """The base of all events. `subject` is the model of the row that the first field names; `sentence` is translatable."""

    __slots__ = ()
    subject: ClassVar[str] = ""
    sentence: ClassVar[Any] = ""
    icon: ClassVar[str] = "circle"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # dataclass(slots=True) makes the class anew, so the same name comes twice from the same module.
        known = EVENTS.get(cls.__name__)
        if known is not None and known.__module__ != cls.__module__:
            raise TypeError(f"two events are called {cls.__name__}: {known.__module__} and {cls.__module__}")
        EVENTS[cls.__name__] = cls

    @property
    def subject_id(self) -> UUID | None:
        value = getattr(self, _names(type(self))[0])
        return value if isinstance(value, UUID) else None

    def facts(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return {name: _as_json(getattr(self, name)) for name in _names(type(self))}


def event_of(entry: Entry) -> Event:
    """The event that an entry recorded, with its fields in their own types again."""
    cls = EVENTS[entry.event]
    hints = _hints(cls)
    return cls(**{name: _from_json(entry.facts.get(name), hints[name]) for name in _names(cls)})


def _names(cls: type[Event]) -> tuple[str, ...]:
    names = _NAMES.get(cls)
    if names is None:
        names = _NAMES[cls] = tuple(field.name for field in dataclasses.fields(cls))  # type: ignore[arg-type]
    return names


def _hints(cls: type[Event]) -> dict[str, Any]:
    hints = _HINTS.get(cls)
    if hints is None:
        hints = _HINTS[cls] = typing.get_type_hints(cls)
    return hints


def _as_json(value: Any) -> Any:
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_as_json(one) for one in value]
    return value


def _from_json(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
        origin = typing.get_origin(hint)
    if origin is tuple:
        return tuple(_from_json(one, typing.get_args(hint)[0]) for one in value)
    if hint in (UUID, Decimal):
        return hint(value)
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    return value
