"""How fair recoveries felt, and which part of it moves satisfaction."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhiyin.face.access import needs
from zhiyin.recover.followup.justice import felt
from zhiyin.recover.followup.policy import RANKED_FROM

DAYS = 90


@needs("survey.read")
@require_GET
def felt_fairness(request: HttpRequest) -> HttpResponse:
    """The three parts of fairness of the last 90 days."""
    now = timezone.now()
    found = felt(request.actor, now - timedelta(days=DAYS), now)  # type: ignore[attr-defined]
    return render(request, "followup/felt_fairness.html", {"felt": found, "days": DAYS, "least": RANKED_FROM})
