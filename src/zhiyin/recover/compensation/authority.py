"""Whose authority counts, and how much of it is used up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, Sum

from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.people.roles import AGENT, STARTING_ROLES
from zhiyin.kernel.policies.reads import InForce
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.policy import Authority


def authorities(table: InForce, currency: str) -> dict[str, Authority]:
    """What each role may grant in a currency, by the policy in force."""
    return {
        role.key: Authority(role.key, outcome["limit_minor"], outcome["cap_minor"])
        for role in STARTING_ROLES
        for outcome in [table.decide({"role": role.key, "currency": currency}).outcome]
    }


def authority_of(person_id: UUID | None, held: Mapping[str, Authority]) -> Authority:
    """The authority of a person by their roles; of an agent where nobody is responsible."""
    if person_id is None:
        return held[AGENT]
    person = Person.objects.filter(id=person_id).first()
    return policy.strongest(actor_of(person).roles if person else (), held)


def used_in_case(case_id: UUID | None, currency: str, *, without: UUID | None = None) -> int:
    """What a case was given or is to be given already, in minor units: split payments add up."""
    if case_id is None:
        return 0
    awards = Award.objects.filter(case_id=case_id, currency=currency, state__in=policy.COUNTING_STATES)
    return _sum(awards.exclude(id=without) if without else awards)


def used_in_period(person_id: UUID | None, unit_id: UUID | None, currency: str, at: datetime) -> int:
    """What was granted under somebody's authority in the 30 days before `at`; under nobody's: in the unit."""
    awards = Award.objects.filter(
        given_by_id=person_id,
        currency=currency,
        state=policy.GRANTED,
        made_at__gt=at - timedelta(days=policy.PERIOD_DAYS),
        made_at__lte=at,
    )
    return _sum(awards.filter(unit=unit_id) if person_id is None else awards)


def _sum(awards: QuerySet[Award]) -> int:
    total: int | None = awards.aggregate(total=Sum("amount_minor"))["total"]
    return total or 0


def hold(case_id: UUID | None, person_id: UUID | None) -> None:
    """Queue up behind whoever else uses the authority for this case, or of this person, until the transaction ends.

    The sums above are read under these locks, so that two awards at once cannot both fit into what is left.
    """
    with connection.cursor() as cursor:
        for key in (f"award:case:{case_id}", f"award:person:{person_id}"):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
