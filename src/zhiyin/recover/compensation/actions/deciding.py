"""Somebody with more authority decides; and what was given can be taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.ledger import actions as ledger
from zhiyin.kernel.ledger.reads import transactions_about
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.actions.awarding import grant
from zhiyin.recover.compensation.actions.using import powers_for, use_authority
from zhiyin.recover.compensation.events import ApprovalAgreed, ApprovalDecided, CompensationReversed
from zhiyin.recover.compensation.models import Approval, Award, Reversal


class AlreadyDecided(ValidationError):
    """Somebody decided this approval before."""


@transaction.atomic
def decide(
    approval_id: UUID,
    granted: bool,
    reason: str,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Approval:
    """Grant or refuse what waits. Granting uses the authority of whoever grants, or of whom they are deputy of; refusing
    needs a reason. Where two people must agree and the house asked, the first one's consent is noted and it still waits.

    Raises `AlreadyDecided`, `BeyondAuthority`, `ValidationError` for a refusal without a reason, `PermissionDenied`.
    """
    at = at or timezone.now()
    approval = Approval.objects.select_for_update().get(id=approval_id)
    award = Award.objects.select_for_update().get(id=approval.award_id)
    powers = powers_for(award, by, at)
    if approval.decided_at is not None:
        raise AlreadyDecided(_("This has been decided already."))
    if not granted and by.kind != "person":
        raise PermissionDenied(_("Only a person refuses."))
    if not granted and not reason.strip():
        raise ValidationError({"reason": _("Say why: whoever asked will read it.")})
    in_name_of = use_authority(approval, award, powers, by, at) if granted else powers[0].in_name_of
    if granted and approval.two_people and by.kind == "person" and not (approval.asked_by_id or approval.agreed_by_id):
        return _agree_first(approval, award, by=by, because=because, at=at)
    approval.in_name_of_id = in_name_of
    approval.granted, approval.reason, approval.decided_at = granted, reason.strip()[:300], at
    approval.decided_by_id = by.id if by.kind == "person" else None
    approval.save(update_fields=["granted", "reason", "decided_at", "decided_by", "in_name_of"])
    decided = announce(
        ApprovalDecided(approval.id, award.id, granted, award.case_id),
        by=by,
        because=because or last_entry_of(approval.id, "ApprovalAsked"),
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    if granted:
        grant([award], decided, by=by, at=at)
    else:
        award.state = policy.REFUSED
        award.save(update_fields=["state"])
    return approval


def _agree_first(approval: Approval, award: Award, *, by: Actor, because: Entry | None, at: datetime) -> Approval:
    """The house asked, and two people must agree: this is the first of them."""
    approval.agreed_by_id, approval.agreed_at = by.id, at
    approval.save(update_fields=["agreed_by", "agreed_at", "two_people"])
    announce(
        ApprovalAgreed(approval.id, award.id),
        by=by,
        because=because or last_entry_of(approval.id),
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    return approval


@transaction.atomic
def reverse_award(
    award_id: UUID, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Award:
    """Take back what was granted, with a reason: the ledger books the opposite. Raises `ValidationError` otherwise."""
    by.require("award.reverse")
    at = at or timezone.now()
    award = Award.objects.select_for_update().get(id=award_id)
    if not by.sees_unit(award.unit_id):
        raise PermissionDenied(_("This compensation belongs to a unit whose work you do not see."))
    if award.state != policy.GRANTED:
        raise ValidationError(_("Only what was granted can be taken back."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this is taken back.")})
    because = because or last_entry_of(award.id, "CompensationAwarded")
    award.state = policy.REVERSED
    award.save(update_fields=["state"])
    Reversal.objects.create(award=award, reason=reason.strip()[:300], by_id=by.id, by_name=by.name, at=at)
    taken_back = announce(
        CompensationReversed(award.id, award.case_id),
        by=by,
        because=because,
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    if award.transaction_id:
        booked = transactions_about(award.id).get(id=award.transaction_id)
        # The reason may name people, the ledger must not: it stands in the row alone.
        ledger.reverse(booked, "award taken back", by=by, because=taken_back, at=at)
    return award
