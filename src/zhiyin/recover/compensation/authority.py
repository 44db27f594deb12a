"""Whose authority counts, and how much of it is used up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum

from zhiyin.kernel.people.reads import roles_of
from zhiyin.kernel.people.roles import AGENT, STARTING_ROLES
from zhiyin.kernel.policies.reads import InForce
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.policy import Authority
from zhiyin.recover.compensation.rulings import RULED


def authorities(table: InForce, currency: str) -> dict[str, Authority]:
    """What each role may grant in a currency, by the policy in force."""
    return {
        role.key: Authority(role.key, outcome["limit_minor"], outcome["cap_minor"])
        for role in STARTING_ROLES
        for outcome in [table.decide({"role": role.key, "currency": currency}).outcome]
    }


def authorities_of(person_ids: Iterable[UUID | None], held: Mapping[str, Authority]) -> dict[UUID | None, Authority]:
    """The authority of people by their roles; of an agent where nobody is responsible (None). One statement."""
    asked = set(person_ids)
    roles = roles_of(id for id in asked if id is not None)
    return {id: held[AGENT] if id is None else policy.strongest(roles[id], held) for id in asked}


class Used:
    """What is used up of the authority under which these awards are to be granted, in minor units of their currencies,
    without themselves. Two statements however many they are; what is granted meanwhile is added. Call `hold` before.
    """

    def __init__(self, awards: Sequence[Award], at: datetime) -> None:
        counted = Award.objects.exclude(id__in=[one.id for one in awards])
        self._in_case: Counter[tuple[UUID, str]] = Counter()
        self._in_period: Counter[tuple[UUID | None, UUID | None, str]] = Counter()
        cases = {one.case_id for one in awards if one.case_id is not None}
        if cases:
            of_cases = counted.filter(case_id__in=cases, state__in=policy.COUNTING_STATES)
            for case_id, currency, amount in of_cases.values_list("case_id", "currency").annotate(Sum("amount_minor")):
                assert case_id is not None
                self._in_case[case_id, currency] = amount
        givers = {one.given_by_id for one in awards if one.given_by_id is not None}
        units = {one.unit_id for one in awards if one.given_by_id is None}
        lately = counted.filter(
            Q(given_by_id__in=givers) | Q(given_by_id=None, unit__in=units),
            state=policy.GRANTED,
            made_at__gt=at - timedelta(days=policy.PERIOD_DAYS),
            made_at__lte=at,
        )
        lately = lately.exclude(role=RULED)  # a rule gave it: nobody's authority
        rows = lately.values_list("given_by_id", "unit_id", "currency").annotate(Sum("amount_minor"))
        for giver, unit, currency, amount in rows:
            self._in_period[giver, None if giver else unit, currency] += amount

    def in_case(self, award: Award) -> int:
        """What the case was given or is to be given already: split payments add up."""
        return 0 if award.case_id is None else self._in_case[award.case_id, award.currency]

    def in_period(self, award: Award) -> int:
        """What was granted under the giver's authority in the last 30 days; under nobody's: in the unit."""
        return self._in_period[_period(award)]

    def add(self, award: Award, *, granted: bool) -> None:
        """Count an award for those after it: against its case, and once granted against its giver."""
        if award.case_id is not None:
            self._in_case[award.case_id, award.currency] += award.amount_minor
        if granted:
            self._in_period[_period(award)] += award.amount_minor


def _period(award: Award) -> tuple[UUID | None, UUID | None, str]:
    return award.given_by_id, None if award.given_by_id else award.unit_id, award.currency


def hold(*awards: tuple[UUID | None, UUID | None]) -> None:
    """Queue up behind whoever else uses the authority for these cases, or of these people, until the transaction ends.

    The sums above are read under these locks, so that two awards at once cannot both fit into what is left. Pairs of a
    case and a person. Everybody takes the locks in the same order, so nobody waits for who waits for them.
    """
    keys = [key for case, person in awards for key in (f"award:case:{case}", f"award:person:{person}")]
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [keys])


_HOLD = """
SELECT pg_advisory_xact_lock(key)
FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(%s::text[]) name ORDER BY key) keys
"""
