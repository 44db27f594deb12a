"""Who is asking, and in which language: every request carries an `Actor`."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import actor_of


class ReaderMiddleware:
    """All that a page is told about its reader, in one step: each step of its own would cost every page as much again.

    `request.actor` is the signed-in person, else a customer whom nothing identifies yet. The language is the one chosen on
    this device, else the signed-in person's, else the browser's. What one request leaves for the next page to say is made
    only when something is left or read. `request.htmx` says what asked. All is read only when used.

    It does the work of Django's middlewares for languages, messages and "common", as far as a page here needs it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.common = CommonMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        _speak(request, translation.get_language_from_request(request))
        request.get_host()  # refuses what is not ours
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
        made: list[BaseStorage] = []
        request._messages = SimpleLazyObject(lambda: _messages(request, made))  # type: ignore[attr-defined]
        cookies = request.COOKIES
        if settings.SESSION_COOKIE_NAME in cookies and settings.LANGUAGE_COOKIE_NAME not in cookies:
            _speak_their_language(request)
        response = self.get_response(request)
        if made:
            made[0].update(response)
        if response.status_code == 404:
            response = self.common.process_response(request, response)  # perhaps but for a slash
        headers = response.headers
        if not response.streaming and "Content-Length" not in headers:
            headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
        if "Vary" in headers:
            patch_vary_headers(response, ("Accept-Language",))
        else:
            headers["Vary"] = "Accept-Language"
        headers.setdefault("Content-Language", translation.get_language())
        return response


def _messages(request: HttpRequest, made: list[BaseStorage]) -> BaseStorage:
    made.append(default_storage(request))
    return made[0]


def _actor(request: HttpRequest) -> Actor:
    if isinstance(request.user, Person):
        return actor_of(request.user)
    return Actor(kind="customer", units=frozenset())


def _speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language


def _speak_their_language(request: HttpRequest) -> None:
    if isinstance(request.user, Person) and request.user.language in dict(settings.LANGUAGES):
        _speak(request, request.user.language)
