"""Every address of the house, with what its view says about who may come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from zhiyin.config.api import api

SOME_ID = UUID("019a0000-0000-7000-8000-000000000000")
_FILL = {"int": "999999999", "uuid": str(SOME_ID), "uuidstr": str(SOME_ID), "slug": "x", "str": "x", "path": "x"}
#: other people's pages, with their own guards
FOREIGN = ("accounts/",)


@dataclass(frozen=True, slots=True)
class Address:
    """One address and method: `access` is a permission, "signed in", "public", or None when the view says nothing."""

    route: str
    method: str
    access: str | None
    is_api: bool

    @property
    def path(self) -> str:
        """The address with something in each of its holes."""
        filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: _FILL.get(found[1] or "str", "x"), self.route)
        filled = re.sub(r"\{(?:(\w+):)?(\w+)\}", lambda found: _FILL[found[1] or _kind_of(found[2])], filled)
        return "/" + filled.lstrip("/")


def _kind_of(name: str) -> str:
    """What a hole of an API address takes, by its name."""
    return "uuid" if name.endswith("id") else "int" if name.endswith("number") else "str"


def addresses() -> list[Address]:
    """Every address of the house's own pages (GET) and of the API (its methods)."""
    return [*_pages(get_resolver().url_patterns, ""), *_operations()]


def _pages(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(FOREIGN) or (route.startswith("api/v1/") and "openapi" not in route):
            continue
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            view = pattern.callback
            access = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
            yield Address(route, "GET", access, is_api=False)


def _operations() -> Iterator[Address]:
    for bound in api._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                route = "/".join(part.strip("/") for part in ("api/v1", bound.prefix, path) if part.strip("/"))
                for method in operation.methods:
                    yield Address(route, method, getattr(operation.view_func, "access", None), is_api=True)
