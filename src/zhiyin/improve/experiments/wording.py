"""Numbers and advice of an experiment, in the reader's words."""

from __future__ import annotations

from math import isfinite

from django.utils.translation import gettext as _

from zhiyin.improve.experiments import policy
from zhiyin.improve.experiments.outcomes import Measure
from zhiyin.improve.experiments.policy import Effect, Group


def value(measure: Measure, number: float | None) -> str:
    """A value of the metric: 81.2%, 34 points, 52 minutes."""
    if number is None or not isfinite(number):
        return "–"
    words = {"number": f"{number * measure.scale:.1f}"}
    if measure.kind == "share":
        return _("%(number)s%%") % words
    return _("%(number)s points") % words if measure.kind == "points" else _("%(number)s minutes") % words


def difference(measure: Measure, number: float | None) -> str:
    """A difference of two values, with its sign."""
    if number is None or not isfinite(number):
        return "–"
    words = {"number": f"{number * measure.scale:+.1f}".replace("-", "−")}
    return _("%(number)s minutes") % words if measure.kind == "minutes" else _("%(number)s points") % words


def group_row(measure: Measure, group: Group) -> dict[str, object]:
    """An arm as its row in the table shows it."""
    return {
        "arm": arm(group.arm),
        "exposed": group.exposed,
        "n": group.n,
        "value": value(measure, group.value),
        "low": value(measure, group.low),
        "high": value(measure, group.high),
    }


def effect_row(measure: Measure, effect: Effect) -> dict[str, object]:
    """An effect as its sentence shows it."""
    return {
        "arm": arm(effect.arm),
        "estimate": difference(measure, effect.estimate),
        "low": difference(measure, effect.low),
        "high": difference(measure, effect.high),
        "p": effect.p,
        "early": effect.early,
        "method": {"newcombe": _("shares, Newcombe"), "welch": _("means, Welch")}[effect.method],
    }


def arm(name: str) -> str:
    """The two arms that the house makes, by name; others as they are called."""
    return {"control": _("As it is"), "challenger": _("Challenger")}.get(name, name)


def advice(word: str) -> tuple[str, str, str]:
    """What a verdict says: (tone of its callout, icon, sentence)."""
    return {
        policy.SHIP: ("good", "check-circle", _("The challenger is better, beyond chance. Put it in force.")),
        policy.HARM: (
            "late",
            "exclamation-triangle",
            _("The challenger does harm, beyond chance. End it and keep things as they are."),
        ),
        policy.GUARDRAIL: (
            "soon",
            "exclamation-triangle",
            _(
                "The challenger is better in the metric, but the guardrail may have lost more than its margin. "
                "Do not put it in force yet."
            ),
        ),
        policy.INCONCLUSIVE: (
            "",
            "information-circle",
            _("No difference beyond chance. That does not prove there is none: go on, or keep things as they are."),
        ),
        policy.TOO_EARLY: (
            "",
            "clock",
            _("Too early to decide: let it run for a full week and until the planned number of customers."),
        ),
        policy.UNREADABLE: (
            "late",
            "exclamation-triangle",
            _(
                "The arms got other numbers of customers than planned. Something is wrong with the lot, so no result is "
                "shown. Find out what."
            ),
        ),
    }[word]
