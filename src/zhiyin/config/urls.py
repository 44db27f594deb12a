"""Every room's pages, the API and the health checks, under the addresses that they choose themselves."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from zhiyin.config.api import api, document_view
from zhiyin.kernel.rooms import rooms

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", document_view, name="openapi"),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/", include("allauth.mfa.urls")),
]
urlpatterns += [
    path("", include(f"{room.name}.urls")) for room in rooms() if find_spec(f"{room.name}.urls") is not None
]
