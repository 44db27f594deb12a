"""The policies that the rooms declare: which facts a table may ask about, which outcomes it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

FactKind = Literal["choice", "text", "number", "boolean"]
OutcomeKind = Literal["choice", "text", "integer", "number", "money", "boolean", "json"]
Choices = Iterable[tuple[str, Any]]

#: One row of a decision table: `{"when": {fact: condition}, "then": {outcome: value}}`.
Row = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Fact:
    """What a row's condition may ask about. `choices` are (value, translatable label) pairs."""

    name: str
    label: Any
    kind: FactKind = "choice"
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row decides. `money` is an integer in minor units.

    `check` says what is wrong with a value of the right kind, in the reader's language; "" when nothing is.
    """

    name: str
    label: Any
    kind: OutcomeKind
    choices: Choices = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = True
    check: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A policy as its room declared it. `default` rows are in force until somebody changes them."""

    key: str
    label: Any
    about: Any
    facts: tuple[Fact, ...]
    outcomes: tuple[Outcome, ...]
    default: tuple[Row, ...]


POLICIES: dict[str, Declared] = {}


def declare(
    key: str,
    *,
    label: Any,
    about: Any = "",
    facts: Sequence[Fact] = (),
    outcomes: Sequence[Outcome],
    default: Sequence[Row],
) -> Declared:
    """Declare a policy in a room's `kinds.py`. Its default rows must be valid; a mistake stops the start."""
    from zhiyin.kernel.policies.policy import faults_of

    if key in POLICIES:
        raise TypeError(f"two policies are called {key}")
    declared = Declared(key, label, about, tuple(facts), tuple(outcomes), tuple(default))
    faults = faults_of(declared, declared.default)
    if faults:
        raise TypeError(f"the default of the policy {key} is not valid: {faults[0]}")
    POLICIES[key] = declared
    return declared
