"""How a decision table decides, what makes it valid, and which arm of a trial a unit is in. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiyin.kernel.policies.register import Declared, Fact, Outcome, Row


def first_row(rows: Sequence[Row], facts: Mapping[str, Any]) -> int | None:
    """The index of the first row whose every condition holds, or None. An unknown fact meets no condition about it.

    >>> first_row([{"when": {"vip": True}, "then": {}}, {"when": {}, "then": {}}], {"vip": False})
    1
    """
    for index, row in enumerate(rows):
        if all(_holds(condition, facts.get(name)) for name, condition in row["when"].items()):
            return index
    return None


def _holds(condition: Any, value: Any) -> bool:
    if value is None:
        return False
    if isinstance(condition, Mapping):
        low, high = condition.get("from"), condition.get("below")
        return (low is None or value >= low) and (high is None or value < high)
    if isinstance(condition, list | tuple):
        return value in condition
    return bool(value == condition)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a table, where, in the reader's language."""

    row: int | None
    field: str
    message: str

    def __str__(self) -> str:
        place = (
            "" if self.row is None else _("Row %(number)s, %(field)s: ") % {"number": self.row + 1, "field": self.field}
        )
        return place + self.message


def faults_of(declared: Declared, rows: Sequence[Row]) -> list[Fault]:
    """All that is wrong with the rows of a table; empty when it may be put in force."""
    if not rows:
        return [Fault(None, "", _("A table needs at least one row."))]
    facts = {fact.name: fact for fact in declared.facts}
    outcomes = {outcome.name: outcome for outcome in declared.outcomes}
    faults: list[Fault] = []
    for index, row in enumerate(rows):
        for name, condition in row.get("when", {}).items():
            fact = facts.get(name)
            message = _("This table knows no such fact.") if fact is None else _fault_of_condition(fact, condition)
            if message:
                faults.append(Fault(index, name, message))
        then = row.get("then", {})
        faults += [Fault(index, name, _("This table decides no such thing.")) for name in then if name not in outcomes]
        for name, outcome in outcomes.items():
            message = _fault_of_value(outcome, then.get(name))
            if message:
                faults.append(Fault(index, name, message))
    if rows[-1].get("when"):
        faults.append(Fault(len(rows) - 1, "", _("The last row must have no condition: it decides all that is left.")))
    return faults


def _fault_of_condition(fact: Fact, condition: Any) -> str:
    if fact.kind == "number":
        bounds = condition.values() if isinstance(condition, Mapping) else [condition]
        known = not isinstance(condition, Mapping) or (bool(condition) and set(condition) <= {"from", "below"})
        numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in bounds)
        return "" if known and numbers else _("Give a number, or from and below.")
    if fact.kind == "boolean":
        return "" if isinstance(condition, bool) else _("Give yes or no.")
    values = condition if isinstance(condition, list | tuple) else [condition]
    if not values or not all(isinstance(one, str | int) for one in values):
        return _("Choose at least one value.")
    if fact.kind == "choice":
        allowed = {value for value, _label in fact.choices}
        unknown = [str(one) for one in values if one not in allowed]
        if unknown:
            return _("Unknown: %(values)s.") % {"values": ", ".join(unknown)}
    return ""


def _fault_of_value(outcome: Outcome, value: Any) -> str:
    if value is None or value == "":
        return _("A value is missing.") if outcome.required else ""
    if outcome.kind in ("integer", "money", "number"):
        whole = outcome.kind != "number"
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            return _("Give a whole number.") if whole else _("Give a number.")
        if outcome.minimum is not None and value < outcome.minimum:
            return _("Must be at least %(minimum)s.") % {"minimum": outcome.minimum}
        if outcome.maximum is not None and value > outcome.maximum:
            return _("Must be at most %(maximum)s.") % {"maximum": outcome.maximum}
    elif outcome.kind == "boolean" and not isinstance(value, bool):
        return _("Give yes or no.")
    elif outcome.kind == "text" and not isinstance(value, str):
        return _("Give a text.")
    elif outcome.kind == "choice" and value not in {one for one, _label in outcome.choices}:
        return _("Unknown: %(values)s.") % {"values": value}
    elif outcome.kind == "json" and not isinstance(value, dict | list):
        return _("Give a structure.")
    return outcome.check(value) if outcome.check else ""


def arm_of(salt: str, unit: UUID, weights: Sequence[tuple[str, int]]) -> str:
    """The arm a unit is in: always the same for the same salt; over many units in proportion to the weights.

    The bucket is the first 8 bytes of SHA-256(salt ‖ ":" ‖ unit) modulo the sum of the weights.
    """
    total = sum(weight for _name, weight in weights)
    if total <= 0:
        raise ValueError("a trial needs at least one arm with a weight above zero")
    bucket = int.from_bytes(hashlib.sha256(f"{salt}:{unit}".encode()).digest()[:8]) % total
    for name, weight in weights:
        bucket -= weight
        if bucket < 0:
            return name
    raise AssertionError("unreachable: the buckets add up to the total")
