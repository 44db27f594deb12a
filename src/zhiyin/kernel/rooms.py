"""How a room hangs itself up at start-up: its reactions, panels, recurring work, pages and permissions."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from django.apps import AppConfig

# Modules that hang something up when imported. The order is that of the house: first the nouns are announced, then heard.
HOOK_MODULES = ("events", "reactions", "kinds", "panels", "jobs", "steps")


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the left rail: `label` is translatable, `permission` says who sees it, `order` sorts the rail."""

    url_name: str
    label: object
    icon: str
    permission: str
    order: int
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """What a role may be allowed: `label` says it to people ("Answer customers"), `roles` are the starting roles that
    hold it.
    """

    label: object
    roles: tuple[str, ...]


class Room(AppConfig):
    """The base of every room's config. A room marks its own config `default = True`, else Django ignores it silently."""

    default = False
    default_auto_field = "django.db.models.BigAutoField"
    #: what each permission that this room asks for is
    permissions: ClassVar[dict[str, Permission]] = {}
    #: entries of the left rail
    pages: ClassVar[tuple[Page, ...]] = ()

    def ready(self) -> None:
        for module in HOOK_MODULES:
            name = f"{self.name}.{module}"
            if find_spec(name) is not None:
                import_module(name)


def rooms() -> list[Room]:
    """Every room of the house, in the order of the stages."""
    from django.apps import apps

    return [config for config in apps.get_app_configs() if isinstance(config, Room)]


def pages() -> list[Page]:
    """Every page that a room hangs on the left rail, in rail order."""
    return sorted((page for room in rooms() for page in room.pages), key=lambda page: page.order)


def declared_permissions() -> dict[str, tuple[str, ...]]:
    """Every permission the rooms declare, with the starting roles that hold it."""
    return {name: one.roles for room in rooms() for name, one in room.permissions.items()}


def permission_in_words(name: str) -> str:
    """What a permission lets people do, in the reader's language; its name when no room declares it."""
    return next((str(room.permissions[name].label) for room in rooms() if name in room.permissions), name)
