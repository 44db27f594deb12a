"""The `Actor`: who does something, and what they may do and see. Passed to every action, ambient nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiyin.kernel.rooms import permission_in_words

ActorKind = Literal["person", "customer", "key", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    `units` are the units whose work the actor may see; `None` means every unit.
    """

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)
    units: frozenset[UUID] | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    language: str = "zh-hans"

    def may(self, permission: str) -> bool:
        """Whether the actor holds `permission`. The system may do everything."""
        return self.kind == "system" or permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise `PermissionDenied`, with what is missing and whom to ask, unless the actor holds `permission`."""
        if self.may(permission):
            return
        words = permission_in_words(permission)
        if self.kind == "key":  # whoever writes programs gives the key its permissions by name
            raise PermissionDenied(
                _("This key lacks the permission “%(words)s” (%(permission)s). Make one that has it.")
                % {"words": words, "permission": permission}
            )
        raise PermissionDenied(
            _("You need the permission “%(permission)s” for this. Ask your administrator for a role that has it.")
            % {"permission": words}
        )

    def sees_unit(self, unit_id: UUID | None) -> bool:
        """Whether work of this unit is in the actor's view. Work of no unit is seen by all."""
        return self.kind == "system" or self.units is None or unit_id is None or unit_id in self.units


def system(name: str) -> Actor:
    """The house itself, acting under a rule: `system("lamps clock")`."""
    return Actor(kind="system", name=name)


def the_customer(customer_id: UUID | None, name: str = "") -> Actor:
    """A customer acting on their own behalf; may do what the page in front of them offers, and nothing by permission."""
    return Actor(kind="customer", id=customer_id, name=name, units=frozenset())
