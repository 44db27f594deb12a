"""Nobody opens a page by accident: every view says who may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from zhiyin.kernel.rooms import declared_permissions

#: addresses of the API (each operation names its scope) and of the sign-in library
ELSEWHERE = ("api/v1/", "accounts/")


def _views(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def test_every_view_says_who_may_open_it() -> None:
    known = {"public", "signed in", *declared_permissions()}
    silent = [
        address
        for address, view in _views(get_resolver().url_patterns)
        if not address.startswith(ELSEWHERE) and getattr(view, "access", None) not in known
    ]
    assert not silent, f"dress these views with needs(), signed_in or public: {silent}"
