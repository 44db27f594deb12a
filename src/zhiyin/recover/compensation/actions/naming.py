"""A person names a deputy for a time; a budget is set."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation.events import BudgetSet, DeputyEnded, DeputyNamed
from zhiyin.recover.compensation.models import Budget, Deputy


@transaction.atomic
def name_deputy(
    person_id: UUID,
    deputy_id: UUID,
    from_at: datetime,
    until_at: datetime,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Deputy:
    """Let somebody decide in a person's name from `from_at` until `until_at`. Oneself, or who may name deputies for others.

    The deputy must be one who approves compensation. Raises `ValidationError`, `PermissionDenied`.
    """
    at = at or timezone.now()
    _require(by, person_id)
    people = Person.objects.filter(is_active=True).in_bulk([person_id, deputy_id])
    if person_id == deputy_id or len(people) < 2:
        raise ValidationError({"deputy": _("Choose somebody else who works here.")})
    if not all(actor_of(one).may("compensation.approve") for one in people.values()):
        raise ValidationError({"deputy": _("Both must be people who approve compensation.")})
    if not from_at < until_at or until_at <= at:
        raise ValidationError({"until_at": _("The end must be after the beginning, and not in the past.")})
    deputy = Deputy.objects.create(
        person_id=person_id,
        deputy_id=deputy_id,
        from_at=from_at,
        until_at=until_at,
        named_by_id=by.id,
        named_by_name=by.name,
        named_at=at,
    )
    announce(DeputyNamed(deputy.id), by=by, because=because, at=at)
    return deputy


@transaction.atomic
def end_deputy(id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Deputy:
    """End a deputy's time now. Again changes nothing."""
    at = at or timezone.now()
    deputy = Deputy.objects.select_for_update().get(id=id)
    _require(by, deputy.person_id)
    if deputy.ended_at is None:
        deputy.ended_at = at
        deputy.save(update_fields=["ended_at"])
        announce(DeputyEnded(deputy.id), by=by, because=because, at=at)
    return deputy


def _require(by: Actor, person_id: UUID) -> None:
    if by.kind == "person" and by.id == person_id:
        by.require("compensation.approve")
    else:
        by.require("deputy.name")


@transaction.atomic
def set_budget(
    unit_id: UUID,
    currency: str,
    period: str,
    amount_minor: int | None,
    reason: str,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Budget:
    """Set what a unit may grant in each period from now on; None lifts the bound. A reason must say why."""
    by.require("budget.set")
    at = at or timezone.now()
    if not by.sees_unit(unit_id):
        raise PermissionDenied(_("This is a unit whose work you do not see."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: whoever comes after you will want to know.")})
    if period not in Budget.Period.values or (amount_minor is not None and amount_minor < 0):
        raise ValidationError({"amount": _("Give an amount, and for which period.")})
    budget = Budget.objects.create(
        unit_id=unit_id,
        currency=currency,
        period=period,
        amount_minor=amount_minor,
        reason=reason.strip()[:300],
        set_by_id=by.id,
        set_by_name=by.name,
        set_at=at,
    )
    announce(BudgetSet(budget.id, amount_minor, currency), by=by, because=because, unit_id=unit_id, at=at)
    return budget
