"""The verb of audits: check the ledger."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.assure.audits.events import LedgerChecked, LedgerFaultFound
from zhiyin.assure.audits.models import LedgerCheck
from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.ledger.reads import verify
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


@transaction.atomic
def check_ledger(*, by: Actor, because: Entry | None = None, at: datetime | None = None) -> LedgerCheck:
    """Walk the whole chain, compare with the heads noted before, and note what was found."""
    by.require("ledger.check")
    at = at or timezone.now()
    found = verify()
    broken_at, message = found.broken_at, found.message
    if found.ok:
        broken_at, message = _rewritten(message)
    check = LedgerCheck.objects.create(
        ok=found.ok and broken_at is None,
        checked=found.checked,
        broken_at=broken_at,
        message=message[:300],
        head=found.head,
        by_name=by.name,
        at=at,
    )
    announce(LedgerChecked(check.id, check.ok, check.checked), by=by, because=because, at=at)
    if broken_at is not None:
        announce(LedgerFaultFound(check.id, broken_at), by=by, because=because, at=at)
    return check


def _rewritten(message: str) -> tuple[int | None, str]:
    """A whole chain that is sound in itself may still be a forged one: the head noted last must stand in it."""
    last = LedgerCheck.objects.filter(ok=True, checked__gt=0).order_by("-at", "-id").first()
    if last is None or Transaction.objects.filter(number=last.checked, hash=last.head).exists():
        return None, message
    return last.checked, _("The chain is sound in itself, but booking %(number)s is not the one noted at %(at)s.") % {
        "number": last.checked,
        "at": last.at.isoformat(timespec="minutes"),
    }
