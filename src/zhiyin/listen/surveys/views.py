"""The page about surveys: who was asked, who answered, what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.lib.stats import Score, nps, wilson
from zhiyin.listen.surveys.content import language_of
from zhiyin.listen.surveys.reads import Distribution, Response, distributions, invitations_seen_by, responses

WINDOWS = {30: _("30 days"), 90: _("90 days"), 365: _("1 year")}


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval, as `{% share %}` takes it."""

    value: float | None
    low: float
    high: float
    n: int


def share_of(part: int, n: int) -> Share:
    interval = wilson(min(part, n), n)
    return Share(part / n if n else None, interval.low, interval.high, n)


@dataclass(frozen=True, slots=True)
class Bar:
    """One option of a distribution: its label, how often it was chosen, and of how many."""

    label: str
    count: int
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Shown:
    """One question of a form as the page shows it. `satisfied` for csat, `score` for nps."""

    text: str
    kind: str
    bars: list[Bar]
    n: int
    satisfied: Share | None
    score: Score | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One form with its response and its questions."""

    name: str
    response: Response
    delivered: Share
    opened: Share
    answered: Share
    finished: Share
    questions: list[Shown]


@needs("survey.read")
@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    """Response and answers of every form in a window, and the newest invitations."""
    given = request.GET.get("days", "90")
    days = int(given) if given.isdecimal() and int(given) in WINDOWS else 90
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    since, language = now - timedelta(days=days), language_of(get_language() or "")
    asked = [
        Asked(
            response.form.name[language],
            response,
            share_of(response.delivered, response.asked + response.failed),
            share_of(response.opened, response.delivered),
            share_of(response.answered, response.delivered),
            share_of(response.finished, response.delivered),
            [_shown(one, language) for one in distributions(actor, response.form, since, now)],
        )
        for response in responses(actor, since, now)
    ]
    page = cursor_page(
        invitations_seen_by(actor).prefetch_related("answers"), request, order=("-invited_at", "-id"), size=25
    )
    for invitation in page:
        invitation.scores = [one for one in invitation.answers.all() if one.score is not None]
    context = {"asked": asked, "page": page, "days": days, "windows": WINDOWS, "language": language}
    return render(request, "surveys/surveys.html", context)


def _shown(one: Distribution, language: str) -> Shown:
    bars = [Bar(option.label[language], count, one.n, count / one.n if one.n else 0.0) for option, count in one.counts]
    by_score = {option.score: count for option, count in one.counts}
    satisfied = share_of(by_score[4] + by_score[5], one.n) if one.question.kind == "csat" else None
    score = None
    if one.question.kind == "nps" and one.n:
        promoters = sum(by_score[point] for point in (9, 10))
        passives = sum(by_score[point] for point in (7, 8))
        score = nps(promoters, passives, one.n - promoters - passives)
    return Shown(one.question.text[language], one.question.kind, bars, one.n, satisfied, score)
