"""Verbs about policies: put in force, try on some, end the trial."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.events import PolicyChanged, TrialEnded, TrialStarted
from zhiyin.kernel.policies.models import Trial, Version
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.policies.register import POLICIES, Row
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a trial. `rows` None means: what is in force."""

    name: str
    weight: int
    rows: Sequence[Row] | None = None


@transaction.atomic
def put_in_force(
    key: str, rows: Sequence[Row], note: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Version:
    """Put new rows in force from `at` on. Raises `ValidationError` listing every fault; a note must say why."""
    by.require("policy.change")
    if not note.strip():
        raise ValidationError({"note": _("Say why you change this: whoever comes after you will want to know.")})
    _check(key, rows)
    at = at or timezone.now()
    _lock(key)
    newest = Version.objects.filter(key=key).order_by("-number").values_list("number", flat=True).first() or 0
    version = Version.objects.create(
        key=key,
        number=newest + 1,
        rows=[{"when": dict(row["when"]), "then": dict(row["then"])} for row in rows],
        note=note.strip(),
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        from_at=at,
    )
    announce(PolicyChanged(version.id, key, version.number), by=by, because=because, at=at)
    return version


@transaction.atomic
def start_trial(
    key: str,
    arms: Sequence[Arm],
    *,
    trial_id: UUID,
    salt: str,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Trial:
    """Give some units other rows from `at` on. One trial a policy at a time; at least two arms with a weight."""
    by.require("policy.change")
    at = at or timezone.now()
    if len({arm.name for arm in arms if arm.weight > 0}) < 2:
        raise ValidationError(_("A trial needs at least two arms with different names and a weight above zero."))
    for arm in arms:
        if arm.rows is not None:
            _check(key, arm.rows)
    _lock(key)
    if Trial.objects.filter(key=key, until_at=None).exists():
        raise ValidationError(_("A trial already runs on this policy. End it first."))
    trial = Trial.objects.create(
        id=trial_id,
        key=key,
        salt=salt,
        arms=[
            {
                "name": arm.name,
                "weight": arm.weight,
                "rows": None if arm.rows is None else [dict(row) for row in arm.rows],
            }
            for arm in arms
        ],
        from_at=at,
    )
    announce(TrialStarted(trial.id, key), by=by, because=because, at=at)
    return trial


@transaction.atomic
def end_trial(
    key: str, *, winner: str | None, note: str, by: Actor, because: Entry | None, at: datetime | None = None
) -> Version | None:
    """End the running trial. With a winner whose rows differ from those in force, they come into force; returns them."""
    by.require("policy.change")
    at = at or timezone.now()
    trial = Trial.objects.select_for_update().filter(key=key, until_at=None).first()
    if trial is None:
        raise ValidationError(_("No trial runs on this policy."))
    arms = {arm["name"]: arm for arm in trial.arms}
    if winner is not None and winner not in arms:
        raise ValidationError(_("This trial has no arm “%(arm)s”.") % {"arm": winner})
    trial.until_at = at
    trial.save(update_fields=["until_at"])
    ended = announce(TrialEnded(trial.id, key, winner), by=by, because=because, at=at)
    rows = arms[winner]["rows"] if winner is not None else None
    if rows is None or rows == rows_in_force(key):
        return None
    return put_in_force(key, rows, note, by=by, because=ended, at=at)


def _check(key: str, rows: Sequence[Row]) -> None:
    faults = faults_of(POLICIES[key], rows)
    if faults:
        raise ValidationError([str(fault) for fault in faults])


def _lock(key: str) -> None:
    """Changes of one policy queue up behind each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"policy:{key}"])
