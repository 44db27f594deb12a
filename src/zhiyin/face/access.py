"""Who may open a page: `needs("case.read")` for people who work here, `public` for customers' pages.

    @needs("case.read")
    def inbox(request): ...

    @public
    def survey(request, token): ...

Every view wears one of the two, or `signed_in` when any person may open it; a test walks the addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

View = TypeVar("View", bound=Callable[..., Any])


def needs(permission: str) -> Callable[[View], View]:
    """Only people who hold `permission`: others get the sign-in page, or a page that says what is missing (403)."""

    def dress(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not is_person(request):
                return to_sign_in(request)
            request.actor.require(permission)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return dress


def signed_in(view: View) -> View:
    """Any person who is signed in, whatever their role."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs) if is_person(request) else to_sign_in(request)

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def public(view: View) -> View:
    """Anyone: the view itself checks its signed link or token."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def is_person(request: HttpRequest) -> bool:
    """Whether a person who works here is signed in."""
    return request.actor.kind == "person"  # type: ignore[attr-defined, no-any-return]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to where one wanted to go."""
    if getattr(request, "htmx", False):  # a fragment cannot show the sign-in page: send the whole page there
        shown = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(redirect_to_login(shown, resolve_url(settings.LOGIN_URL)).url)
    here = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(here, resolve_url(settings.LOGIN_URL))
