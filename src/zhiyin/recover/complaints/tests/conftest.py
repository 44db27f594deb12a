"""The words of danger are looked up anew for each test: what one test put in force is undone with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zhiyin.recover.complaints.danger import look_up_anew


@pytest.fixture(autouse=True)
def _fresh_words() -> Iterator[None]:
    look_up_anew()
    yield
    look_up_anew()
