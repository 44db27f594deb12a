"""A day off or a working day of our own, by hand: a new version of the calendars."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy


@transaction.atomic
def mark_day(
    name: str, day: date, kind: str, note: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Version:
    """Make a day of a calendar "off" or "work" whatever else is said of it, or "plain" again.

    Raises `ValidationError` for a calendar without days, or when nothing would change.
    """
    by.require("policy.change")
    table = all_in_force("calendars")["calendars"]
    rows: list[dict[str, Any]] = [{"when": dict(row["when"]), "then": dict(row["then"])} for row in table.rows]
    decision = table.decide({"name": name})
    described = dict(decision.outcome["calendar"])
    if policy.calendar_from(described) is None:
        raise ValidationError(_("This calendar runs round the clock: it has no days off."))
    before = {key: sorted(described.get(key, ())) for key in ("closed", "extra")}
    after = {key: [one for one in days if one != day.isoformat()] for key, days in before.items()}
    if kind != "plain":
        after["closed" if kind == "off" else "extra"].append(day.isoformat())
    after = {key: sorted(days) for key, days in after.items()}
    if after == before:
        raise ValidationError(_("The calendar says so already."))
    rows[decision.row]["then"]["calendar"] = described | after
    return put_in_force("calendars", rows, note, by=by, because=because, at=at)
