"""Decision tables as people read and edit them: rows in words, a grid of fields, the rows that a form sent back.

Fields of the form are named `<row>.when.<fact>` and `<row>.then.<outcome>`; `order` lists the rows from top to bottom.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

from babel.numbers import get_currency_precision
from django.http import QueryDict
from django.utils.translation import gettext as _

from zhiyin.face import wording
from zhiyin.kernel.policies.policy import Fault
from zhiyin.kernel.policies.register import Declared, Fact, Outcome, Row


@dataclass(frozen=True, slots=True)
class Table:
    """A table to read: column labels, and for each row its conditions and outcomes, each with its label and in words."""

    facts: list[Any]
    outcomes: list[Any]
    rows: list[tuple[list[tuple[Any, str]], list[tuple[Any, str]]]]


def table_of(declared: Declared, rows: Sequence[Row]) -> Table:
    """The rows in words."""
    return Table(
        [fact.label for fact in declared.facts],
        [outcome.label for outcome in declared.outcomes],
        [
            (
                [(fact.label, condition_in_words(fact, row["when"].get(fact.name))) for fact in declared.facts],
                [(outcome.label, value_in_words(outcome, row["then"])) for outcome in declared.outcomes],
            )
            for row in rows
        ],
    )


def condition_in_words(fact: Fact, condition: Any) -> str:
    """ "any", "e-mail or chat", "from 100, below 500", "yes"."""
    if condition is None:
        return _("any")
    if isinstance(condition, Mapping):
        bounds = [(_("from %s"), condition.get("from")), (_("below %s"), condition.get("below"))]
        return _(", ").join(text % value for text, value in bounds if value is not None)
    if isinstance(condition, bool):
        return _("yes") if condition else _("no")
    values = condition if isinstance(condition, list | tuple) else [condition]
    labels = dict(fact.choices)
    return _(" or ").join(str(labels.get(value, value)) for value in values)


def value_in_words(outcome: Outcome, then: Mapping[str, Any]) -> str:
    """What a row decides, in words; money with its currency."""
    value = then.get(outcome.name)
    if value is None or value == "":
        return "–"
    if outcome.kind == "money" and isinstance(value, int):
        return wording.amount(value, _currency(then))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if outcome.kind == "json":
        return json.dumps(value, ensure_ascii=False, indent=1)
    return str(dict(outcome.choices).get(value, value))


def _currency(then: Mapping[str, Any]) -> str:
    currency = then.get("currency")
    return currency if isinstance(currency, str) and len(currency) == 3 else "CNY"


def sentence_of(declared: Declared, row: Row) -> str:
    """A row as one line: "Channel: chat; Priority: 1 → Working minutes: 30"."""
    when = [f"{f.label}: {condition_in_words(f, row['when'][f.name])}" for f in declared.facts if f.name in row["when"]]
    then = [f"{o.label}: {value_in_words(o, row['then'])}" for o in declared.outcomes if o.name in row["then"]]
    return (_("; ").join(when) or _("otherwise")) + " → " + _("; ").join(then)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison: `sign` is "+" or "−"."""

    sign: str
    text: str


def changes_of(declared: Declared, before: Sequence[Row], after: Sequence[Row]) -> list[Change]:
    """What one version changed against another, row by row."""
    old, new = ([sentence_of(declared, row) for row in rows] for rows in (before, after))
    found: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [Change("−", text) for text in old[i:j]] + [Change("+", text) for text in new[k:m]]
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the editor: what it is about, the values to show in its fields, and what is wrong with it."""

    name: str
    column: Fact | Outcome
    values: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the editor."""

    index: str
    when: list[Cell]
    then: list[Cell]


def grid_of(declared: Declared, rows: Sequence[Any], faults: Mapping[tuple[int, str], str]) -> list[GridRow]:
    """The fields of the editor. A row `{}` gives the blank row (index `new`) that the page copies."""
    return [
        GridRow(
            index := str(number) if row else "new",
            [
                Cell(
                    f"{index}.when.{fact.name}",
                    fact,
                    _shown_condition(fact, row.get("when", {}).get(fact.name)),
                    faults.get((number, fact.name), ""),
                )
                for fact in declared.facts
            ],
            [
                Cell(
                    f"{index}.then.{outcome.name}",
                    outcome,
                    _shown_value(outcome, row.get("then", {})),
                    faults.get((number, outcome.name), ""),
                )
                for outcome in declared.outcomes
            ],
        )
        for number, row in enumerate(rows)
    ]


def _shown_condition(fact: Fact, condition: Any) -> dict[str, Any]:
    if fact.kind == "number":
        if isinstance(condition, Mapping):
            return {"from": _plain(condition.get("from")), "below": _plain(condition.get("below"))}
        return {"from": _plain(condition), "below": ""}
    if fact.kind == "boolean":
        return {"value": "" if condition is None else "yes" if condition else "no"}
    chosen = [] if condition is None else condition if isinstance(condition, list | tuple) else [condition]
    return {"chosen": [str(one) for one in chosen], "text": ", ".join(str(one) for one in chosen)}


def _shown_value(outcome: Outcome, then: Mapping[str, Any]) -> dict[str, Any]:
    value = then.get(outcome.name)
    if outcome.kind == "money" and isinstance(value, int):
        digits = get_currency_precision(_currency(then))
        return {"value": f"{Decimal(value) / Decimal(10) ** digits:.{digits}f}"}
    if outcome.kind == "json" and not isinstance(value, str):
        return {"value": "" if value is None else json.dumps(value, ensure_ascii=False, indent=1)}
    if isinstance(value, bool):
        return {"value": "yes" if value else "no"}
    return {"value": _plain(value)}


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def rows_from(declared: Declared, sent: QueryDict) -> list[dict[str, dict[str, Any]]]:
    """The rows that the editor sent. What cannot be read stays a text, so that the check of the table names it."""
    rows: list[dict[str, dict[str, Any]]] = []
    for index in sent.getlist("order"):
        then = {}
        for outcome in declared.outcomes:
            given = sent.get(f"{index}.then.{outcome.name}", "").strip()
            if given:
                then[outcome.name] = _read_value(outcome, given)
        for outcome in declared.outcomes:  # money last: it needs the row's currency
            if outcome.kind == "money" and isinstance(then.get(outcome.name), str):
                then[outcome.name] = _minor(then[outcome.name], _currency(then))
        conditions = ((fact.name, _read_condition(fact, f"{index}.when.{fact.name}", sent)) for fact in declared.facts)
        rows.append({"when": {name: one for name, one in conditions if one is not None}, "then": then})
    return rows


def _read_condition(fact: Fact, name: str, sent: QueryDict) -> Any:
    if fact.kind == "number":
        low, high = sent.get(f"{name}.from", "").strip(), sent.get(f"{name}.below", "").strip()
        bounds = {key: _number(text) for key, text in (("from", low), ("below", high)) if text}
        return bounds or None
    if fact.kind == "boolean":
        return {"yes": True, "no": False}.get(sent.get(name, ""))
    if fact.kind == "choice":
        by_text = {str(value): value for value, _label in fact.choices}
        return [by_text.get(one, one) for one in sent.getlist(name)] or None
    texts = [one.strip() for one in sent.get(name, "").replace("，", ",").split(",")]
    return [one for one in texts if one] or None


def _read_value(outcome: Outcome, given: str) -> Any:
    if outcome.kind in ("integer", "number"):
        return _number(given)
    if outcome.kind == "boolean":
        return {"yes": True, "no": False}.get(given, given)
    if outcome.kind == "choice":
        return {str(value): value for value, _label in outcome.choices}.get(given, given)
    if outcome.kind == "json":
        try:
            return json.loads(given)
        except json.JSONDecodeError:
            return given
    return given


def _number(text: str) -> int | float | str:
    try:
        return int(text)
    except ValueError:
        try:
            value = float(text)
        except ValueError:
            return text
        return value if abs(value) < float("inf") else text


def _minor(text: str, currency: str) -> int | str:
    try:
        minor = Decimal(text) * Decimal(10) ** get_currency_precision(currency)
    except InvalidOperation:
        return text
    return int(minor) if minor.is_finite() and minor == minor.to_integral_value() else text


def faults_by_cell(faults: Iterable[Fault]) -> dict[tuple[int, str], str]:
    """What is wrong, by row and column."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for fault in faults:
        if fault.row is not None and fault.field:
            found[(fault.row, fault.field)].append(fault.message)
    return {cell: " ".join(messages) for cell, messages in found.items()}
