"""A changed rule is tried on the cases of a past window before it comes into force. Nothing is changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.policies.register import POLICIES, Row
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases.reads import cases as cases_by_id
from zhiyin.resolve.promises.actions.binding import ASKED
from zhiyin.resolve.promises.events import RuleTried
from zhiyin.resolve.promises.models import Trying
from zhiyin.resolve.promises.register import WouldBreak, amounts_for
from zhiyin.resolve.promises.replaying import EXAMPLES, TRIED, opened_between, recorded_of, tally, with_rows

#: how long a window may be, and how many cases one batch reads
LONGEST, BATCH = timedelta(days=93), 500


@transaction.atomic
def try_rule(
    key: str,
    rows: Sequence[Row],
    from_at: datetime,
    until_at: datetime,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Trying:
    """Try rows of a table on the cases that came in from `from_at` to `until_at` (excluded), as a job with progress.

    `ValidationError` for a table that cannot be tried, rows that could not come into force, or a window of no use.
    """
    by.require("policy.change")
    at = at or timezone.now()
    if key not in TRIED:
        raise ValidationError(_("This table cannot be tried on past cases."))
    faults = faults_of(POLICIES[key], rows)
    if faults:
        raise ValidationError([str(fault) for fault in faults])
    if not from_at < until_at <= from_at + LONGEST:
        raise ValidationError(_("Choose a window of at most three months."))
    units = None if by.units is None or by.kind == "system" else sorted(str(unit) for unit in by.units)
    trying = Trying.objects.create(
        key=key,
        rows=[{"when": dict(row["when"]), "then": dict(row["then"])} for row in rows],
        from_at=from_at,
        until_at=until_at,
        unit_ids=units,
        cases=opened_between(from_at, until_at, units).count(),
        by_id=by.id,
        by_name=by.name,
        made_at=at,
    )
    announce(RuleTried(trying.id, key), by=by, because=because, at=at)
    defer("promises.try_rule", queue="bulk", trying_id=str(trying.id))
    return trying


@transaction.atomic
def try_batch(
    trying_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None, limit: int = BATCH
) -> bool:
    """Try the rule on the next batch of cases, in the order in which they came; returns whether more are left.

    Each batch and its place are written together: one that dies is done again, none counts twice.
    """
    at = at or timezone.now()
    trying = Trying.objects.select_for_update().get(id=trying_id)
    if trying.done_at is not None:
        return False
    found = opened_between(trying.from_at, trying.until_at, trying.unit_ids).order_by("started_at", "id")
    if trying.after_at is not None:
        later = Q(started_at__gt=trying.after_at) | Q(started_at=trying.after_at, id__gt=trying.after_id)
        found = found.filter(later, started_at__gte=trying.after_at)
    batch = list(found[:limit])
    tables = with_rows(all_in_force(*ASKED), trying.key, trying.rows)
    for name in TRIED[trying.key]:
        _add(trying.result, name, tally(recorded_of(batch, name), name, tables, trying.made_at))
    trying.done += len(batch)
    if batch:
        trying.after_at, trying.after_id = batch[-1].started_at, batch[-1].id
    if len(batch) < limit:
        trying.done_at, trying.cases = at, trying.done
    trying.save(update_fields=["result", "done", "cases", "after_at", "after_id", "done_at"])
    return trying.done_at is None


def _add(result: dict[str, Any], name: str, counted: Any) -> None:
    pairs = result.setdefault("pairs", {}).setdefault(name, {})
    for pair, n in counted.pairs.items():
        pairs[pair] = pairs.get(pair, 0) + n
    examples = result.setdefault("examples", [])
    new = counted.changed[: EXAMPLES - len(examples)]
    numbers = cases_by_id([case_id for case_id, *_rest in new]) if new else {}
    for case_id, promised, was, would in new:
        case = numbers.get(case_id)
        examples.append({"case": case.number if case else None, "promise": promised, "was": was, "would": would})
    _pay(result, "paid", counted.broken)
    _pay(result, "would_pay", counted.would_break)


def _pay(result: dict[str, Any], key: str, broken: Sequence[WouldBreak]) -> None:
    amounts = amounts_for(broken)
    if amounts is None:
        return
    total = result.setdefault(key, {})
    for currency, minor in amounts.items():
        total[currency] = total.get(currency, 0) + minor
