"""How fair recoveries felt: outcome, process and treatment, 1 to 7 each, and which of them moves satisfaction most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.lib.stats import Driver, Drivers, Mean, NoData, drivers, mean_interval
from zhiyin.listen.surveys.reads import answers_seen_by
from zhiyin.recover.followup import policy

#: the question beside the three that says how satisfied they were
SATISFACTION = "satisfaction"
LABELS = {
    "outcome": (_("Outcome"), _("what the customer got in the end")),
    "process": (_("Process"), _("quick, simple, the same for everybody")),
    "treatment": (_("Treatment"), _("respect, and an honest explanation")),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three: its mean with interval (None without an answer), its share of the explained satisfaction."""

    key: str
    mean: Mean | None
    driver: Driver | None

    @property
    def label(self) -> Any:
        return LABELS[self.key][0]

    @property
    def about(self) -> Any:
        return LABELS[self.key][1]


@dataclass(frozen=True, slots=True)
class Felt:
    """The three in the order asked; `complete` answers say all three and the satisfaction. `drivers` from enough alone."""

    parts: tuple[Part, ...]
    complete: int
    drivers: Drivers | None

    @property
    def enough(self) -> bool:
        return self.complete >= policy.RANKED_FROM

    @property
    def ranked(self) -> list[Part]:
        """The strongest first; nothing while there is too little."""
        found = [part for part in self.parts if part.driver is not None]
        return sorted(found, key=lambda part: -part.driver.share if part.driver else 0.0)


def felt(actor: Actor, from_at: datetime, to_at: datetime) -> Felt:
    """How fair recoveries felt, of the answers first given in [from, to) that the actor may see. One statement."""
    rows = answers_seen_by(actor).filter(
        invitation__form_key="after_recovery",
        question__in=(SATISFACTION, *policy.JUSTICE),
        score__isnull=False,
        first_at__gte=from_at,
        first_at__lt=to_at,
    )
    answers: dict[UUID, dict[str, int]] = {}
    for invitation_id, question, score in rows.order_by("id").values_list("invitation_id", "question", "score"):
        answers.setdefault(invitation_id, {})[question] = score or 0
    return felt_in(list(answers.values()))


def felt_in(answers: list[dict[str, int]]) -> Felt:
    """The same from the answers themselves, one mapping (question to score) an invitation. Pure."""
    complete = [one for one in answers if len(one) == len(policy.JUSTICE) + 1]
    ranking = None
    if len(complete) >= policy.RANKED_FROM:
        try:
            ranking = drivers(
                [[one[key] for one in complete] for key in policy.JUSTICE], [one[SATISFACTION] for one in complete]
            )
        except NoData:  # all answered alike: nothing moves anything
            ranking = None
    by_place = {one.place: one for one in ranking.ranked} if ranking else {}
    parts = []
    for place, key in enumerate(policy.JUSTICE):
        scores = [one[key] for one in answers if key in one]
        parts.append(Part(key, mean_interval(scores) if scores else None, by_place.get(place)))
    return Felt(tuple(parts), len(complete), ranking)
