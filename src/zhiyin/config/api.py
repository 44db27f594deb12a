"""The one API: each room's router, mounted under the room's name; `docs/openapi.json` describes it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest, JsonResponse

from zhiyin import __version__
from zhiyin.face.api_access import ZhiyinAPI
from zhiyin.kernel.rooms import rooms


def api_of_the_house(namespace: str = "api") -> ZhiyinAPI:
    """A new API with the routers of all rooms: `@router.get("/{number}")` of the room cases is `/api/v1/cases/{number}`.

    A room whose nouns have another name outside says so by `PLACE` in its `api.py`.
    """
    made = ZhiyinAPI(title="Zhiyin", version=__version__, urls_namespace=namespace)
    for room in rooms():
        if find_spec(f"{room.name}.api") is not None:
            module = import_module(f"{room.name}.api")
            made.add_router("/" + getattr(module, "PLACE", room.label), module.router)
    return made


api = api_of_the_house()


def document() -> dict[str, Any]:
    """The OpenAPI document of version 1."""
    found = api.document()
    found["servers"] = [{"url": "/api/v1"}]
    return found


def document_view(request: HttpRequest) -> JsonResponse:
    """`/api/v1/openapi.json`: open to everyone, it holds no data."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


document_view.access = "public"  # type: ignore[attr-defined]
