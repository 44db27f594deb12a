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
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.actions.awarding import grant
from zhiyin.recover.compensation.authority import authorities, hold, used_in_case, used_in_period
from zhiyin.recover.compensation.events import ApprovalDecided, CompensationReversed
from zhiyin.recover.compensation.kinds import ROLE_NAMES
from zhiyin.recover.compensation.models import Approval, Award, Reversal


class BeyondAuthority(ValidationError):
    """The amount goes beyond what this person may grant. The message says who may."""


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
    """Grant or refuse what waits. Granting uses the authority of whoever grants; refusing needs a reason.

    Raises `AlreadyDecided`, `BeyondAuthority`, `ValidationError` for a refusal without a reason, `PermissionDenied`.
    """
    by.require("compensation.approve")
    if by.kind not in ("person", "system"):
        raise PermissionDenied(_("Only a person has the authority to decide this."))
    at = at or timezone.now()
    approval = Approval.objects.select_for_update().get(id=approval_id)
    award = Award.objects.select_for_update().get(id=approval.award_id)
    if not by.sees_unit(award.unit_id):
        raise PermissionDenied(_("This approval belongs to a unit whose work you do not see."))
    if approval.decided_at is not None:
        raise AlreadyDecided(_("This has been decided already."))
    if not granted and not reason.strip():
        raise ValidationError({"reason": _("Say why: whoever asked will read it.")})
    if granted:
        _use_authority(award, by, at)
    approval.granted, approval.reason, approval.decided_at = granted, reason.strip()[:300], at
    approval.decided_by_id = by.id if by.kind == "person" else None
    approval.save(update_fields=["granted", "reason", "decided_at", "decided_by"])
    decided = announce(
        ApprovalDecided(approval.id, award.id, granted, award.case_id),
        by=by,
        because=because or last_entry_of(approval.id, "ApprovalAsked"),
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    if granted:
        grant(award, by=by, because=decided, at=at)
    else:
        award.state = policy.REFUSED
        award.save(update_fields=["state"])
    return approval


def _use_authority(award: Award, by: Actor, at: datetime) -> None:
    """Let the award count against the authority of whoever grants it, if that reaches."""
    if by.kind == "system":
        return
    hold(award.case_id, by.id)
    held = authorities(all_in_force("authority")["authority"], award.currency)
    authority = policy.strongest(by.roles, held)
    in_case = used_in_case(award.case_id, award.currency, without=award.id)
    why = policy.beyond(award.amount_minor, in_case, used_in_period(by.id, None, award.currency, at), authority)
    if why == "cap":
        raise BeyondAuthority(_("With this you would go beyond what your role may give within 30 days."))
    if why:
        role = policy.first_that_suffices(in_case + award.amount_minor, held.values())
        raise BeyondAuthority(
            _("This goes beyond your authority. Someone in the role “%(role)s” can decide it.")
            % {"role": ROLE_NAMES[role]}
            if role
            else _("This goes beyond everybody's authority. Change the policy “Authority” first.")
        )
    award.given_by_id, award.role = by.id, authority.role


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
