"""What the policies ask about cases, and what the rule asks about people; each in few statements, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from zhiyin.kernel.people.reads import Staff
from zhiyin.kernel.policies.reads import InForce
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.policy import NEW, OPEN, OPEN_STATUSES
from zhiyin.resolve.routing.kinds import needs_from
from zhiyin.resolve.routing.models import Wait
from zhiyin.resolve.routing.policy import WHOLE, Asked, Candidate, Held, Weights

TABLES = ("routing", "skills_needed")


@dataclass(frozen=True, slots=True)
class Situation:
    """A case as the policies see it. `served` is who last owned another case of this customer, and when it last moved."""

    case_id: UUID
    unit_id: UUID
    unit: str
    channel: str
    priority: int
    language: str
    value_band: str
    is_open: bool
    owned: bool
    opened_at: datetime
    served_by: UUID | None
    served_at: datetime | None

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "channel": self.channel,
            "priority": self.priority,
            "language": self.language,
            "value_band": self.value_band,
        }


_SITUATIONS = """
SELECT c.id, c.unit_id, n.name, h.kind, c.priority, split_part(c.language, '-', 1),
       coalesce(t.value ->> 'band', 'unknown'), c.status = ANY(%(open)s), c.assignee_id IS NOT NULL, c.opened_at,
       last.assignee_id, last.last_message_at
FROM cases_case c
JOIN people_unit n ON n.id = c.unit_id
JOIN channels_channel h ON h.id = c.channel_id
JOIN customers_customer u ON u.id = c.customer_id
LEFT JOIN customers_trait t ON t.customer_id = coalesce(u.whole_id, u.id) AND t.name = 'value' AND t.until_at IS NULL
LEFT JOIN LATERAL (
    SELECT o.assignee_id, o.last_message_at FROM cases_case o
    WHERE o.customer_id IN (
        SELECT coalesce(u.whole_id, u.id) UNION SELECT p.id FROM customers_customer p
        WHERE p.whole_id = coalesce(u.whole_id, u.id)
    ) AND o.id <> c.id AND o.assignee_id IS NOT NULL AND o.opened_at <= c.last_message_at
    ORDER BY o.last_message_at DESC LIMIT 1
) last ON true
WHERE c.id = ANY(%(ids)s)
"""


def situations(case_ids: Iterable[UUID]) -> dict[UUID, Situation]:
    """The situation of each case, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SITUATIONS, {"ids": list(case_ids), "open": list(OPEN_STATUSES)})
        return {row[0]: Situation(*row) for row in cursor.fetchall()}


def asked_of(wait: Wait, situation: Situation, tables: Mapping[str, InForce], now: datetime) -> Asked:
    """A waiting case as the rule sees it. Its class is its priority: what the customer is worth has no say in it."""
    needed = tables["skills_needed"].decide(situation.facts).outcome
    known_for = timedelta(days=tables["routing"].decide(situation.facts).outcome["known_days"])
    known = bool(known_for) and situation.served_at is not None and now - situation.served_at <= known_for
    return Asked(
        id=wait.case_id,
        acuity=situation.priority,
        arrived_at=wait.arrived_at,
        needs=needs_from(needed.get("skills") or ""),
        language=situation.language if needed["speak"] else "",
        known_to=situation.served_by if known else None,
        without=wait.without_id,
    )


def weights_of(rule: Mapping[str, Any]) -> Weights:
    """The weights that a row of the policy says."""
    return Weights(rule["known"], rule["load"], rule["idle"])


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody has: cases that they work on, cases that wait for the customer, and what both count."""

    working: int = 0
    waiting: int = 0

    def counted(self, waiting_counts: int) -> int:
        """In hundredths of a case."""
        return self.working * WHOLE + self.waiting * waiting_counts


def loads_of(person_ids: Iterable[UUID]) -> dict[UUID, Load]:
    """What each person has now, in one statement over open cases."""
    rows = (
        Case.objects.filter(assignee__in=list(person_ids), status__in=OPEN_STATUSES)
        .values_list("assignee_id")
        .annotate(working=Count("id", filter=Q(status__in=(NEW, OPEN))), all=Count("id"))
    )
    return {person_id: Load(working, total - working) for person_id, working, total in rows if person_id is not None}


_GIVEN = """
SELECT p.id, (SELECT l.at FROM routing_placement l WHERE l.person_id = p.id ORDER BY l.at DESC LIMIT 1)
FROM unnest(%s::uuid[]) AS p (id)
"""


def given_at(person_ids: Iterable[UUID]) -> dict[UUID, datetime | None]:
    """When each person was last given a case: one look into an index each, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [list(person_ids)])
        return dict(cursor.fetchall())


def candidates(staff: Iterable[Staff], waiting_counts: int) -> list[Candidate]:
    """People as the rule sees them, in two statements."""
    staff = list(staff)
    loads, given = loads_of(one.id for one in staff), given_at(one.id for one in staff)
    return [
        Candidate(
            id=one.id,
            capacity=one.capacity,
            load=loads.get(one.id, Load()).counted(waiting_counts),
            skills={key: Held(level, until) for key, (level, until) in one.skills.items()},
            languages=one.languages,
            on_shift=one.shift.until is not None,
            away=one.away_since is not None,
            returns_at=one.shift.next_at,
            given_at=given.get(one.id),
        )
        for one in staff
    ]
