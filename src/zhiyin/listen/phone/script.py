"""The script of a call: which steps, which were kept to, which are missing. Pure but for what is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: steps that have a name in both languages; any other line of a script is shown as it was written
NAMED = {
    "greet": _("Greet, say your name and the house's"),
    "name": _("Ask for the caller's name and use it"),
    "verify": _("Make sure who is calling before saying anything of their orders"),
    "summary": _("Say back what you understood"),
    "next_step": _("Say what happens next, and by when"),
    "close": _("Ask whether anything is left, thank, say goodbye"),
}
MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the page shows it."""

    words: str
    label: Any
    ticked: bool


def lines_of(steps: str) -> list[str]:
    """The steps that a table's text names: one a line or separated by semicolons, each once.

    >>> lines_of("greet; name;; greet")
    ['greet', 'name']
    """
    parts = steps.replace("；", ";").replace("\n", ";").split(";")
    return list(dict.fromkeys(one.strip()[:200] for one in parts if one.strip()))[:MOST_STEPS]


def checklist(steps: str, ticked: Iterable[str]) -> list[Step]:
    """The steps of a script, in order, each ticked or not."""
    known = set(ticked)
    return [Step(one, NAMED.get(one, one), one in known) for one in lines_of(steps)]
