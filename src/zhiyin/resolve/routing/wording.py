"""Why somebody takes a case, why nobody does, and what an alarm says: in words, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.face.wording import language_name
from zhiyin.resolve.promises.wording import clock_time
from zhiyin.resolve.routing.models import Placement, Wait


def why_it_waits(wait: Wait, skills: Mapping[str, str]) -> str:
    """Why a case still waits; `skills` are the names of skills by key."""
    if not wait.given:
        return _("Not given out by itself here: somebody takes it.")
    skill = skills.get(wait.skill, wait.skill)
    zone = ZoneInfo(timezone.get_current_timezone_name())
    until = clock_time(wait.until_at, zone, name_zone=False) if wait.until_at else ""
    if wait.fault == "shift" and until:
        if skill:
            return _("Nobody with the skill %(skill)s is on shift until %(until)s.") % {"skill": skill, "until": until}
        return _("Nobody who could take it is on shift until %(until)s.") % {"until": until}
    return {
        "skill": _("Nobody here has the skill %(skill)s at the level it takes.") % {"skill": skill},
        "expired": _("The skill %(skill)s has expired for everybody who had it.") % {"skill": skill},
        "language": _("Nobody who could take it speaks its language."),
        "shift": _("Nobody who could take it is on shift, and no next shift is planned."),
        "away": _("Everybody on shift who could take it is away."),
        "gave_back": _("Only somebody who gave it back could take it."),
        "full": _("Everybody who could take it has as much as they may have."),
        "nobody": _("Nobody in this unit may answer customers."),
    }.get(wait.fault, _("It is being given out."))


def kept_from_it(fault: str, load: float, capacity: int) -> str:
    """What kept somebody else from it."""
    return {
        "skill": _("lacks a skill it takes"),
        "expired": _("a skill it takes has expired"),
        "language": _("does not speak its language"),
        "shift": _("off shift"),
        "away": _("away"),
        "gave_back": _("gave it back"),
        "full": _("full: %(load)s of %(capacity)s") % {"load": number(load), "capacity": capacity},
    }.get(fault, _("could have: %(load)s of %(capacity)s") % {"load": number(load), "capacity": capacity})


def number(load: float) -> str:
    """A load in cases, without needless digits."""
    return f"{load:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Why:
    """Why this person, ready to be shown."""

    placement: Placement
    reason: str
    needed: str
    others: list[tuple[str, str]]


def why_this_person(placement: Placement, names: Mapping[UUID, str], skills: Mapping[str, str]) -> Why:
    """The reason, what it took, and everybody else with what kept them from it."""
    facts: dict[str, Any] = placement.facts
    taken = [f"{skills.get(key, key)} ≥ {level}" for key, level in sorted(facts.get("needs", {}).items())]
    if facts.get("language"):
        taken.append(language_name(facts["language"]))
    others = [
        (names.get(UUID(one["id"]), "–"), kept_from_it(one["fault"], one["load"] / 100, one["capacity"]))
        for one in facts.get("alternatives", ())
    ]
    had = _("had %(load)s of %(capacity)s") % {
        "load": number(facts.get("load", 0) / 100),
        "capacity": facts.get("capacity", 0),
    }
    reason = str(Placement.Rule(placement.rule).label)
    return Why(placement, _("%(reason)s; %(had)s") % {"reason": reason, "had": had}, " · ".join(taken), others)
