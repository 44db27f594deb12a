"""The one API: each room's router, mounted under the room's name."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

from zhiyin import __version__
from zhiyin.kernel.rooms import rooms

api = NinjaAPI(title="Zhiyin", version=__version__, urls_namespace="api")

for room in rooms():
    if find_spec(f"{room.name}.api") is not None:
        api.add_router(f"/{room.label}", import_module(f"{room.name}.api").router)
