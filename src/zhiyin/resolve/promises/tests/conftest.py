"""Calendars are kept a process, tests undo what they wrote: each begins without any."""

from __future__ import annotations

import pytest

from zhiyin.resolve.promises import calendars


@pytest.fixture(autouse=True)
def no_calendar_is_kept() -> None:
    calendars._built.cache_clear()
