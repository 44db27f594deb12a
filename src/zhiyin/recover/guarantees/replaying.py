"""Everything that happened once more, by the rules of its time: is what was paid what those rules say?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zhiyin.kernel.ledger.models import Posting, Transaction
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.rulings import RULED
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.models import Evidence
from zhiyin.recover.guarantees.rules import fact_of_breach, fact_of_evidence, rules
from zhiyin.resolve.promises.reads import breaches_between

BATCH = 1000
#: so many differences are listed; all are counted
LISTED = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """Where what was paid is not what the rules say: about which breach or evidence, what is due, what was found."""

    trigger: str
    id: UUID
    due: policy.Payout | None
    award: Award | None
    booked_minor: int | None

    @property
    def kind(self) -> str:
        if self.award is None:
            return "missing"
        return "extra" if self.due is None else "other"


@dataclass(slots=True)
class Replay:
    """What a replay found. `identical` when every payout is there, once, as the rules of its time say."""

    breaches: int = 0
    evidence: int = 0
    paid: int = 0
    different: int = 0
    listed: list[Difference] = field(default_factory=list)

    @property
    def identical(self) -> bool:
        return not self.different


@transaction.atomic
def replay(from_at: datetime | None = None, until: datetime | None = None) -> Replay:
    """Run every breach and every piece of evidence of [from_at, until) through the rules of its time, and hold against the
    awards and the ledger what comes of it. Changes nothing; in batches of a few statements."""
    from_at, until = from_at or datetime.min.replace(tzinfo=UTC), until or datetime.max.replace(tzinfo=UTC)
    known, found = rules(), Replay()
    for breaches in _in_batches(breaches_between(from_at, until).order_by("id")):
        awards = {one.breach_id: one for one in Award.objects.filter(breach_id__in=[one.id for one in breaches])}
        ruled = {id: one for id, one in awards.items() if one.role == RULED}
        due = {one.id: policy.decided(fact_of_breach(one), known) for one in breaches}
        found.breaches += len(breaches)
        _compare(found, policy.BREACH, due, ruled)
    kept = Evidence.objects.filter(happened_at__gte=from_at, happened_at__lt=until)
    for some in _in_batches(kept.order_by("id")):
        given = Award.objects.filter(Q(id__in=[one.award_id for one in some if one.award_id])).in_bulk()
        paid = {one.id: given[one.award_id] for one in some if one.award_id in given}
        due = {one.id: policy.decided(fact_of_evidence(one), known) if one.customer_id else None for one in some}
        found.evidence += len(some)
        _compare(found, policy.EVIDENCE, due, paid)
    return found


def _compare(found: Replay, trigger: str, due: dict[UUID, policy.Payout | None], paid: dict[Any, Award]) -> None:
    booked = _booked(paid.values())
    for id, payout in due.items():
        award = paid.get(id)
        found.paid += award is not None
        if not _same(payout, award, booked):
            found.different += 1
            if len(found.listed) < LISTED:
                minor = booked.get(award.id) if award else None
                found.listed.append(Difference(trigger, id, payout, award, minor))


def _same(due: policy.Payout | None, award: Award | None, booked: dict[UUID, int]) -> bool:
    if due is None or award is None:
        return due is None and award is None
    told = (award.policy_version_id, award.kind, award.amount_minor, award.currency)
    return (
        told == (due.version_id, due.kind, due.amount_minor, due.currency) and booked.get(award.id) == due.amount_minor
    )


def _booked(awards: Iterable[Award]) -> dict[UUID, int]:
    """What the ledger owes by each award: all that was booked of it, no reversals. Booked twice is twice as much."""
    owners = {one.id: one.customer_id for one in awards}
    entries = Transaction.objects.filter(about_id__in=owners, reverses=None, kind="compensation")
    sums: Counter[UUID] = Counter()
    rows = Posting.objects.filter(transaction__in=entries, amount__lt=0)
    for about_id, customer_id, amount in rows.values_list("transaction__about_id", "customer_id", "amount"):
        if about_id is not None and owners[about_id] == customer_id:
            sums[about_id] -= amount
    return dict(sums)


def _in_batches(rows: Any) -> Iterator[Sequence[Any]]:
    """The rows by id, a batch at a time."""
    after: UUID | None = None
    while some := list((rows.filter(id__gt=after) if after else rows)[:BATCH]):
        yield some
        after = some[-1].id
