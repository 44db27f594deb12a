"""The public page of promises: no sign-in, one address a language, to be kept by whoever passes it on. It knows nobody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from zhiyin.face.access import public
from zhiyin.recover.guarantees import showing
from zhiyin.recover.guarantees.public import KEPT_SECONDS, page

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@public
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """To the page in the reader's language."""
    answer = redirect("guarantees:promises_in", "zh" if (translation.get_language() or "").startswith("zh") else "en")
    answer["Cache-Control"] = "no-store"
    return answer


@public
@require_safe
def promises_in(request: HttpRequest, language: str) -> HttpResponse:
    """What we promise in public, and how well we keep it."""
    if language not in LANGUAGES:
        raise Http404
    with translation.override(LANGUAGES[language]):
        found = page(timezone.now())
        context = {
            "found": found,
            "guarantees": [
                (one, getattr(one.version, f"text_{language}"), showing.remedy(one.version)) for one in found.guarantees
            ],
            "shares": [(zh if language == "zh" else en, target, rate) for zh, en, target, rate in found.shares],
            "rights": [(zh if language == "zh" else en, days) for zh, en, days in found.rights],
            "language": language,
            "theme": "system",
        }
        answer = render(request, "guarantees/promises.html", context)
        answer["Content-Language"] = LANGUAGES[language]
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer
