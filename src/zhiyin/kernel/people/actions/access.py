"""Keep the starting roles true; make and revoke API keys."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Key, Role
from zhiyin.kernel.people.roles import OPERATOR, STARTING_ROLES
from zhiyin.kernel.rooms import declared_permissions
from zhiyin.kernel.statements import Read

if TYPE_CHECKING:
    from zhiyin.kernel.timeline.models import Entry


def keep_starting_roles(**_: object) -> None:
    """Create the starting roles and give each the permissions that the rooms declare for it. Safe to repeat."""
    declared = declared_permissions()
    for starting in STARTING_ROLES:
        permissions = sorted(p for p, roles in declared.items() if starting.key in roles or starting.key == OPERATOR)
        Role.objects.update_or_create(
            key=starting.key,
            defaults={"permissions": permissions},
            create_defaults={
                "name": starting.name,
                "name_en": starting.name_en,
                "sees_all_units": starting.sees_all_units,
                "permissions": permissions,
            },
        )


def make_key(
    name: str, scopes: list[str], unit_id: UUID | None = None, *, by: Actor, because: Entry | None = None
) -> tuple[Key, str]:
    """Make an API key. Returns the row and the secret, which is shown once and kept nowhere."""
    by.require("key.manage")
    secret = "zy_" + secrets.token_urlsafe(32)
    key = Key.objects.create(
        name=name,
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        prefix=secret[:8],
        scopes=sorted(scopes),
        unit_id=unit_id,
        made_by_id=by.id if by.kind == "person" else None,
    )
    return key, secret


_KEY = Read(lambda digest: Key.objects.filter(digest=digest, revoked_at=None))


def actor_of_key(secret: str) -> Actor | None:
    """The actor behind an API key's secret, or None. Notes the use at most once a minute."""
    from zhiyin.kernel.people.reads import with_descendants

    key = _KEY.first(hashlib.sha256(secret.encode()).hexdigest())
    if key is None:
        return None
    now = timezone.now()
    stale = key.last_used_at is None or key.last_used_at < now - timedelta(minutes=1)
    if stale:
        Key.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - timedelta(minutes=1)), id=key.id).update(
            last_used_at=now
        )
    units = None if key.unit_id is None else with_descendants([key.unit_id])
    return Actor(kind="key", id=key.id, name=key.name, permissions=frozenset(key.scopes), units=units)


def revoke_key(key: Key, *, at: datetime, by: Actor, because: Entry | None = None) -> None:
    """Revoke an API key; it fails from the next request on."""
    by.require("key.manage")
    Key.objects.filter(id=key.id, revoked_at=None).update(revoked_at=at)
