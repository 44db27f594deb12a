"""Follow whose trust was hurt until they are as satisfied as before; plan anew for who is not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.followup import policy
from zhiyin.recover.followup.events import CustomerBack, ReboundPlanned
from zhiyin.recover.followup.models import Plan, Rebound

# Every failure of the window begins to be followed, unless its customer is followed already: one statement. The parts of a
# merged customer are followed as their whole.
_BEGIN = """
WITH failures AS (
    SELECT coalesce(c.whole_id, c.id) AS customer_id, p.unit_id, p.case_id, b.breached_at AS at
    FROM promises_breach b JOIN promises_promise p ON p.id = b.promise_id JOIN customers_customer c ON c.id = p.customer_id
    WHERE b.breached_at >= %(since)s AND b.breached_at <= %(now)s
    UNION ALL
    SELECT coalesce(c.whole_id, c.id), k.unit_id, k.case_id, k.opened_at
    FROM complaints_complaint k JOIN customers_customer c ON c.id = k.customer_id
    WHERE k.opened_at >= %(since)s AND k.opened_at <= %(now)s AND k.state <> 'withdrawn'
), firsts AS (
    SELECT DISTINCT ON (customer_id) * FROM failures f
    WHERE NOT EXISTS (
        SELECT FROM followup_rebound r WHERE r.customer_id = f.customer_id
        AND (r.back_at IS NULL OR r.back_at >= f.at OR r.failed_at >= f.at))
    ORDER BY customer_id, at
)
INSERT INTO followup_rebound (id, customer_id, case_id, unit_id, failed_at, level_before, n_before, n_after, replan_at)
SELECT uuidv7(), f.customer_id, f.case_id, f.unit_id, f.at, known.level, coalesce(known.n, 0), 0,
       f.at + make_interval(days => %(replan_days)s)
FROM firsts f CROSS JOIN LATERAL (
    SELECT avg(score)::float AS level, count(*) AS n FROM (
        SELECT a.score FROM customers_customer c JOIN surveys_invitation i ON i.customer_id = c.id
        JOIN surveys_answer a ON a.invitation_id = i.id
        WHERE (c.id = f.customer_id OR c.whole_id = f.customer_id) AND a.kind = 'csat' AND a.score IS NOT NULL
          AND a.first_at < f.at AND a.first_at >= f.at - make_interval(days => %(before_days)s)
        ORDER BY a.first_at DESC LIMIT %(before_most)s) last) known
ON CONFLICT DO NOTHING
"""
# Of those not back the level of the month up to their newest answer, where there is an answer not counted yet.
_LEVELS = """
SELECT r.id, after.level, after.n, newest.at
FROM followup_rebound r
CROSS JOIN LATERAL (
    SELECT max(a.first_at) AS at FROM customers_customer c JOIN surveys_invitation i ON i.customer_id = c.id
    JOIN surveys_answer a ON a.invitation_id = i.id
    WHERE (c.id = r.customer_id OR c.whole_id = r.customer_id) AND a.kind = 'csat' AND a.score IS NOT NULL
      AND a.first_at > r.failed_at AND a.first_at <= %(now)s) newest
CROSS JOIN LATERAL (
    SELECT avg(a.score)::float AS level, count(*) AS n FROM customers_customer c
    JOIN surveys_invitation i ON i.customer_id = c.id JOIN surveys_answer a ON a.invitation_id = i.id
    WHERE (c.id = r.customer_id OR c.whole_id = r.customer_id) AND a.kind = 'csat' AND a.score IS NOT NULL
      AND a.first_at > greatest(r.failed_at, newest.at - make_interval(days => %(after_days)s))
      AND a.first_at <= newest.at) after
WHERE r.back_at IS NULL AND newest.at IS NOT NULL {only}
"""

_OF_THESE = "AND r.customer_id IN (SELECT coalesce(whole_id, id) FROM customers_customer WHERE id = ANY(%(only)s))"


@transaction.atomic
def follow_rebounds(since: datetime, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> int:
    """Begin to follow whoever something went wrong for since then, and count the levels of all who are not back.

    Returns how many are back now. Those newly followed are told of on no timeline: the failure itself stands there.
    """
    at = at or timezone.now()
    facts: dict[str, Any] = {
        "since": since,
        "now": at,
        "replan_days": policy.REPLAN_DAYS,
        "before_days": policy.BEFORE_DAYS,
        "before_most": policy.BEFORE_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, facts)
    return count_levels(None, by=by, because=because, at=at)


@transaction.atomic
def count_levels(
    customer_ids: Collection[UUID] | None, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> int:
    """Count the levels of these customers (None: all) who are not back yet. Returns how many are back now."""
    at = at or timezone.now()
    facts: dict[str, Any] = {"now": at, "after_days": policy.AFTER_DAYS, "only": list(customer_ids or ())}
    statement = _LEVELS.format(only="" if customer_ids is None else _OF_THESE)
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        counted = {id: (level, n, newest) for id, level, n, newest in cursor.fetchall()}
    found = Rebound.objects.select_for_update().filter(id__in=counted, back_at=None).order_by("id")
    rows = [row for row in found if row.last_answer_at != counted[row.id][2] or row.n_after != counted[row.id][1]]
    back = []
    for row in rows:
        row.level_after, row.n_after, row.last_answer_at = counted[row.id]
        if policy.is_back(row.level_before, row.level_after):
            row.back_at = row.last_answer_at
            back.append(row)
    Rebound.objects.bulk_update(rows, ["level_after", "n_after", "last_answer_at", "back_at"], batch_size=500)
    for row in back:
        announce(CustomerBack(row.id), by=by, because=because, customer_id=row.customer_id, unit_id=row.unit_id, at=at)
    return len(back)


@transaction.atomic
def plan_again(
    rebound_id: UUID,
    words: str,
    days: int,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Plan:
    """Write down what is done now for a customer who is not back; it is looked at again after so many days.

    Raises `ValidationError` without words, for days beyond 1 … 180, or when the customer is back meanwhile.
    """
    by.require("callback.make")
    at = at or timezone.now()
    found = Rebound.objects.select_for_update().get(id=rebound_id)
    if not by.sees_unit(found.unit_id):
        raise PermissionDenied(_("This customer belongs to a unit whose work you do not see."))
    if not words.strip():
        raise ValidationError({"words": _("Write down what is to be done now.")})
    if not 1 <= days <= 180:
        raise ValidationError({"days": _("Choose between 1 and 180 days.")})
    if found.back_at is not None:
        raise ValidationError(_("This customer is back at their former level."))
    plan = Plan.objects.create(
        rebound=found,
        words=words.strip(),
        look_again_at=at + timedelta(days=days),
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
    found.replan_at = plan.look_again_at
    found.save(update_fields=["replan_at"])
    announce(
        ReboundPlanned(plan.id, found.id),
        by=by,
        because=because,
        customer_id=found.customer_id,
        unit_id=found.unit_id,
        at=at,
    )
    return plan
