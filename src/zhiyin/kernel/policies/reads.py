"""Questions about what is in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from zhiyin.kernel.policies.models import Trial, Version
from zhiyin.kernel.policies.policy import arm_of, first_row
from zhiyin.kernel.policies.register import POLICIES, Declared, Row
from zhiyin.kernel.statements import prepared

M = TypeVar("M", bound=Model)


class NothingInForce(LookupError):
    """No row of the table matched: only possible for rows that were put in force before the rule about the last row."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a policy decided, and everything needed to show why: the version, the row (counted from 0), the trial's arm.

    `version_id` is None while the default that the room declared is in force; its number is 0.
    """

    outcome: dict[str, Any]
    key: str
    version_id: UUID | None
    version: int
    row: int
    trial_id: UUID | None = None
    arm: str | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """The rows in force at a time, and the trial that runs on them."""

    declared: Declared
    version: Version | None
    trial: Trial | None

    @property
    def rows(self) -> list[Row]:
        return list(self.declared.default) if self.version is None else list(self.version.rows)

    def decide(self, facts: Mapping[str, Any], unit: UUID | None = None) -> Decision:
        """Decide for these facts; `unit` (a customer) is assigned to an arm when a trial runs."""
        rows, trial_id, arm = self.rows, None, None
        if self.trial is not None and unit is not None:
            arms = {one["name"]: one for one in self.trial.arms}
            arm = arm_of(self.trial.salt, unit, [(one["name"], one["weight"]) for one in self.trial.arms])
            trial_id = self.trial.id
            rows = arms[arm]["rows"] if arms[arm]["rows"] is not None else rows
        index = first_row(rows, facts)
        if index is None:
            raise NothingInForce(self.declared.key)
        return Decision(
            outcome=dict(rows[index]["then"]),
            key=self.declared.key,
            version_id=self.version.id if self.version else None,
            version=self.version.number if self.version else 0,
            row=index,
            trial_id=trial_id,
            arm=arm,
        )


_IN_FORCE = """
SELECT k.key, to_jsonb(v.*), to_jsonb(t.*) FROM (SELECT unnest(%(keys)s::text[]) AS key) k
LEFT JOIN LATERAL (
    SELECT * FROM policies_version
    WHERE key = k.key AND (%(at)s::timestamptz IS NULL OR from_at <= %(at)s) ORDER BY number DESC LIMIT 1
) v ON true
LEFT JOIN LATERAL (
    SELECT * FROM policies_trial
    WHERE key = k.key AND CASE WHEN %(at)s::timestamptz IS NULL THEN until_at IS NULL
        ELSE from_at <= %(at)s AND (until_at IS NULL OR until_at > %(at)s) END
    ORDER BY from_at DESC LIMIT 1
) t ON true
"""


def all_in_force(*keys: str, at: datetime | None = None) -> dict[str, InForce]:
    """What is in force for several policies, in one statement whatever their number. `at` looks back in history."""
    with prepared() as cursor:
        cursor.execute(_IN_FORCE, {"keys": list(keys), "at": at})
        found = cursor.fetchall()
    return {
        key: InForce(POLICIES[key], _row_of(Version, version), _row_of(Trial, trial)) for key, version, trial in found
    }


def _row_of(model: type[M], values: dict[str, Any] | str | None) -> M | None:
    """A model's row from the JSON that the database made of it."""
    if values is None:
        return None
    values = json.loads(values) if isinstance(values, str) else values
    fields = {field.attname: field.to_python(values[field.attname]) for field in model._meta.concrete_fields}
    return model(**fields)


def in_force(key: str, facts: Mapping[str, Any], *, unit: UUID | None = None, at: datetime | None = None) -> Decision:
    """What the policy decides for these facts, now or at a time in the past."""
    return all_in_force(key, at=at)[key].decide(facts, unit)


def version_in_force(key: str) -> Version | None:
    """The version in force, or None while the declared default is."""
    return Version.objects.filter(key=key).order_by("-number").first()


def rows_in_force(key: str) -> list[Row]:
    """The rows in force."""
    version = version_in_force(key)
    return list(POLICIES[key].default) if version is None else list(version.rows)


def history(key: str) -> QuerySet[Version]:
    """All versions, newest first."""
    return Version.objects.filter(key=key).order_by("-number")


def trial_on(key: str) -> Trial | None:
    """The trial that runs on a policy, if any."""
    return Trial.objects.filter(key=key, until_at=None).first()
