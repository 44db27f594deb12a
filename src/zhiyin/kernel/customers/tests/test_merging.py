"""Merging and taking it back."""

import pytest
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify, merge, unmerge
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import system

pytestmark = pytest.mark.django_db
HOUSE = system("test")


def test_a_merge_taken_back_restores_both_exactly() -> None:
    now = timezone.now()
    li, na = identify("email", "li@a.cn", by=HOUSE), identify("email", "na@a.cn", by=HOUSE)
    done = merge(li, na, "same person", at=now, by=HOUSE)
    assert done is not None
    na.refresh_from_db()
    assert set(whole_ids(na)) == {li.id, na.id}
    unmerge(done, at=now, by=HOUSE)
    li.refresh_from_db(), na.refresh_from_db()
    assert (li.whole_id, na.whole_id) == (None, None)
    assert whole_ids(li) == [li.id]
