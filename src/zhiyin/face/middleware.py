"""Who is asking, and in which language: every request carries an `Actor`."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import actor_of


class LanguageMiddleware:
    """The language that was chosen on this device, else the browser's. As Django's own, but no address names a language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class MessageMiddleware:
    """What one request leaves for the next page to say. As Django's own, but made only when something is left or read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        made: list[BaseStorage] = []

        def storage() -> BaseStorage:
            made.append(default_storage(request))
            return made[0]

        request._messages = SimpleLazyObject(storage)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if made:
            made[0].update(response)
        return response


class ActorMiddleware:
    """Sets `request.actor`: the signed-in person, else a customer whom nothing identifies yet. Read only when used.

    On a device where no language was chosen yet, pages speak the signed-in person's language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        cookies = request.COOKIES
        if settings.SESSION_COOKIE_NAME in cookies and settings.LANGUAGE_COOKIE_NAME not in cookies:
            _speak_their_language(request)
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if isinstance(request.user, Person):
        return actor_of(request.user)
    return Actor(kind="customer", units=frozenset())


def _speak_their_language(request: HttpRequest) -> None:
    if isinstance(request.user, Person) and request.user.language in dict(settings.LANGUAGES):
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
