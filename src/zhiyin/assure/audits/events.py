"""What audits announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class LedgerChecked(Event):
    """The ledger's chain was checked."""

    check_id: UUID
    ok: bool
    checked: int

    subject: ClassVar = "audits.LedgerCheck"
    sentence: ClassVar = _("The ledger was checked")
    icon: ClassVar = "shield-check"


@dataclass(frozen=True, slots=True)
class LedgerFaultFound(Event):
    """The ledger's chain is broken: something was altered behind its back."""

    check_id: UUID
    broken_at: int

    subject: ClassVar = "audits.LedgerCheck"
    sentence: ClassVar = _("The ledger does not verify: something was altered")
    icon: ClassVar = "shield-exclamation"
