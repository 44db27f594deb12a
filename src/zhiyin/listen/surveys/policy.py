"""Whether a customer may be asked now. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta


def held_back(
    now: datetime,
    last_asked_at: datetime | None,
    last_asked_this_at: datetime | None,
    *,
    gap_days: int,
    form_gap_days: int,
) -> str | None:
    """Why not: `gap` (any form within `gap_days`), `form_gap` (this form within `form_gap_days`), or None: ask.

    The two gaps are independent: neither resets the other. A gap of 0 days holds nothing back.
    """
    if gap_days and last_asked_at is not None and now < last_asked_at + timedelta(days=gap_days):
        return "gap"
    if form_gap_days and last_asked_this_at is not None and now < last_asked_this_at + timedelta(days=form_gap_days):
        return "form_gap"
    return None
