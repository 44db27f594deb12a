"""How the reader wants pages to look: theme and density live in cookies of the device, the language with the person too."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zhiyin.kernel.people.models import Person

THEMES = ("system", "light", "dark")
DENSITIES = ("roomy", "compact")
YEAR = timedelta(days=365)


def theme_of(request: HttpRequest) -> str:
    """`system`, `light` or `dark`."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else "system"


def density_of(request: HttpRequest) -> str:
    """`roomy` or `compact`."""
    chosen = request.COOKIES.get("density", "")
    return chosen if chosen in DENSITIES else "roomy"


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Keep a choice on this device for a year."""
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE or False)


def choose_language(request: HttpRequest, response: HttpResponse, language: str) -> None:
    """Switch this device, and the person who is signed in, to a language. Unknown ones change nothing."""
    if language not in dict(settings.LANGUAGES):
        return
    if isinstance(request.user, Person) and request.user.language != language:
        request.user.language = language
        request.user.save(update_fields=["language"])
    remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    translation.activate(language)
