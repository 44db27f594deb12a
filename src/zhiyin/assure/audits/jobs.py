"""Recurring work of audits."""

from __future__ import annotations

from zhiyin.assure.audits.actions import check_ledger
from zhiyin.kernel.jobs.registry import recurring
from zhiyin.kernel.people.actor import system


@recurring("audits.check_ledger", "25 3 * * *")
def check_ledger_nightly() -> None:
    """Check the ledger's chain each night and note its head."""
    check_ledger(by=system("ledger check"))
