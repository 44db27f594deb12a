"""What every answer tells browsers: run only our own code, frame our pages nowhere else, guess no types, tell no addresses.

The headers are the same for all answers, so they are made once. A view that others may frame says so with `let_frame`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

POLICY = "Content-Security-Policy"


def policy(framed_by: Sequence[str] = ("'self'",)) -> str:
    """The content security policy of `settings`, for a page that these sites may show in a frame."""
    directives = {**settings.CONTENT_SECURITY_POLICY, "frame-ancestors": framed_by}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def let_frame(response: HttpResponse, sites: Sequence[str]) -> None:
    """Let these sites ("*": all) show this answer in a frame, and our own."""
    response.headers[POLICY] = policy(["*"] if "*" in sites else ["'self'", *sites])


class SafetyMiddleware:
    """Sets the headers; what a view has set itself stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        self.policy = policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        if POLICY not in headers:  # else a view lets others frame it, which the older header could only forbid
            headers[POLICY] = self.policy
            headers["X-Frame-Options"] = "SAMEORIGIN"
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        return response
