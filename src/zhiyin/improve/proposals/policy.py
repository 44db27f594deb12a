"""The rules of proposals: how reviews make a score, who may review, and how a policy's rows become quicker. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

DRAFT, IN_REVIEW, ACCEPTED, REFUSED = "draft", "in_review", "accepted", "refused"
#: what a review scores, 1 (poor) to 5 (very good)
BENEFIT, EASE, EVIDENCE = CRITERIA = ("benefit", "ease", "evidence")
#: below this many reviews a score says little about what others would think
REVIEWS_FOR_A_FAIR_VIEW = 3
#: a channel that holds at least this share of the evidence is where the problem is
MOSTLY = 0.6

Rows = list[dict[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change of a policy that might help, and the metric that would show it. `rows` None: no policy is touched."""

    metric_key: str
    policy_key: str = ""
    rows: list[dict[str, Any]] | None = None
    change: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The weighted score of all reviews, the mean by criterion, and how far the reviewers' own totals lie apart."""

    value: float
    by_criterion: dict[str, float]
    lowest: float
    highest: float
    n: int


def score_of(reviews: Sequence[Mapping[str, int]], weights: Mapping[str, float]) -> Score | None:
    """Σ weight × mean score over the criteria, weights scaled to sum to 1. None without reviews.

    >>> score_of([{"benefit": 4, "ease": 5, "evidence": 3}], {"benefit": 0.3, "ease": 0.4, "evidence": 0.3}).value
    4.1
    """
    total = sum(weights.values())
    if not reviews or total <= 0:
        return None
    means = {one: sum(review[one] for review in reviews) / len(reviews) for one in weights}
    each = [sum(weights[one] * review[one] for one in weights) / total for review in reviews]
    value = sum(weights[one] * means[one] for one in weights) / total
    return Score(round(value, 6), means, min(each), max(each), len(reviews))


def may_review(author_id: UUID | None, reviewer_id: UUID | None, state: str) -> bool:
    """Authors do not review, nor decide about, their own proposal; what is decided is not reviewed any more."""
    return reviewer_id is not None and reviewer_id != author_id and state in (DRAFT, IN_REVIEW)


def scores_are_whole(scores: Mapping[str, Any]) -> bool:
    """Every criterion has one score of 1 to 5."""
    return set(scores) == set(CRITERIA) and all(type(one) is int and 1 <= one <= 5 for one in scores.values())


def mostly(counts: Mapping[str, int]) -> str | None:
    """The key that holds most of the counts, if one does."""
    total = sum(counts.values())
    key = max(counts, key=lambda one: (counts[one], one), default=None)
    return key if key is not None and counts[key] >= MOSTLY * total and total else None


def changed_rows(
    rows: Sequence[Mapping[str, Mapping[str, Any]]], outcome: str, factor: float, narrowing: Mapping[str, str]
) -> Rows:
    """The rows with `outcome` times `factor` (whole numbers, at least 1), only where `narrowing` holds if it is given.

    Narrowed copies stand in front of all rows, in their order, so that what they do not touch decides as before.

    >>> changed_rows([{"when": {}, "then": {"minutes": 240}}], "minutes", 0.5, {"channel": "email"})[0]
    {'when': {'channel': ['email']}, 'then': {'minutes': 120}}
    """
    touched: Rows = []
    for row in rows:
        when = dict(row["when"])
        if any(not _meets(when.get(fact), value) for fact, value in narrowing.items()):
            continue
        then = dict(row["then"])
        if isinstance(then.get(outcome), int | float):
            then[outcome] = max(1, round(then[outcome] * factor))
        touched.append({"when": when | {fact: [value] for fact, value in narrowing.items()}, "then": then})
    rest: Rows = [{"when": dict(row["when"]), "then": dict(row["then"])} for row in rows]
    return [*touched, *rest] if narrowing else touched


def _meets(condition: Any, value: str) -> bool:
    return condition is None or value == condition or (isinstance(condition, list | tuple) and value in condition)
