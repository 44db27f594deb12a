"""What stands on a customer's page, in words: purposes of consent, traits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

PURPOSES: tuple[tuple[str, Any], ...] = (
    ("service", gettext_lazy("Messages about their own cases")),
    ("survey", gettext_lazy("Surveys")),
    ("marketing", gettext_lazy("Offers and news")),
    ("analysis", gettext_lazy("Analysis of what they write")),
)

_KINDS = {
    "person": pgettext_lazy("kind of customer", "person"),
    "organisation": pgettext_lazy("kind of customer", "organisation"),
}
_TRAITS = {
    "value": pgettext_lazy("trait", "Value"),
    "risk": pgettext_lazy("trait", "Risk"),
    "segment": pgettext_lazy("trait", "Segment"),
    "came_by": pgettext_lazy("trait", "Came by"),
}
_LEVELS = {
    "low": pgettext_lazy("level", "low"),
    "middle": pgettext_lazy("level", "middle"),
    "medium": pgettext_lazy("level", "middle"),
    "high": pgettext_lazy("level", "high"),
}


def kind_of_customer(kind: str) -> Any:
    """A person or an organisation."""
    return _KINDS.get(kind, kind)


def purpose_name(purpose: str) -> Any:
    """What a consent is for; a purpose of a later room keeps its own name."""
    return dict(PURPOSES).get(purpose, purpose)


def trait_name(name: str) -> Any:
    """How a trait is called; one of a later room keeps its own name."""
    return _TRAITS.get(name, name)


def trait_value(value: Any) -> str:
    """A trait's value in words: the band or level of a structure, yes or no, else the value."""
    if isinstance(value, dict):
        named = [value[key] for key in ("band", "level", "name") if value.get(key)]
        return (
            ", ".join(trait_value(one) for one in named) if named else ", ".join(f"{k}: {v}" for k, v in value.items())
        )
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(_LEVELS.get(value, value)) if isinstance(value, str) else str(value)
