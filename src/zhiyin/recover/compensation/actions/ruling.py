"""What a rule grants by itself for something else than a broken promise of ours: granted, booked and announced at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation.actions.awarding import grant
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.rulings import RULED, Ruling


@dataclass(frozen=True, slots=True)
class Due:
    """What a customer is due by a rule, because of what. `award_id` is the id that the award gets."""

    award_id: UUID
    customer_id: UUID
    unit_id: UUID | None
    ruling: Ruling
    because: Entry


@transaction.atomic
def award_as_ruled(due: Sequence[Due], *, by: Actor, because: Entry | None = None, at: datetime) -> list[Award]:
    """Grant what rules give. One award a `because` of each: the database refuses a second. The room of the rule tells the
    customers."""
    awards = [
        Award(
            id=one.award_id,
            customer_id=one.customer_id,
            unit_id=one.unit_id,
            kind=one.ruling.kind,
            amount_minor=one.ruling.amount_minor,
            currency=one.ruling.currency,
            policy_version_id=one.ruling.version_id,
            policy_version=one.ruling.version,
            role=RULED,
            because=one.because,
            apologise=False,
            made_at=at,
        )
        for one in due
    ]
    grant(awards, because, by=by, at=at)
    return awards
