"""What was granted stays as it was granted: the database refuses all but a reversal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.models import Award, Reversal
from zhiyin.recover.compensation.tests.test_compensation import DUE, broken, limits, the_award, worth
from zhiyin.resolve.promises.tests.cast import a_person

pytestmark = pytest.mark.django_db


def refused(change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_what_was_granted_is_neither_deleted_nor_altered() -> None:
    award = the_award(broken())
    rows = Award.objects.filter(id=award.id)
    refused(lambda: rows.update(amount_minor=1))
    refused(lambda: rows.update(currency="EUR"))
    refused(lambda: rows.update(given_by_id=a_person("lead").id))
    refused(lambda: rows.update(state="refused"))
    refused(lambda: rows.update(state="waiting"))
    refused(lambda: connection.cursor().execute("DELETE FROM compensation_award WHERE id = %s", [award.id]))
    assert rows.get().amount_minor == 20_00


def test_a_reversal_and_a_decision_stay_too() -> None:
    award = the_award(broken())
    actions.reverse_award(award.id, "重复赔付", by=a_person("experience"), at=DUE)
    refused(lambda: Award.objects.filter(id=award.id).update(state="granted"))
    refused(lambda: Reversal.objects.filter(award=award).delete())
    limits(agent=0, lead=5000_00)
    worth(30_00)
    waiting = the_award(broken("li@example.com")).approval
    actions.decide(waiting.id, False, "客户另有赔付", by=a_person("lead"), at=DUE)
    refused(lambda: type(waiting).objects.filter(id=waiting.id).update(granted=True))
    refused(lambda: Award.objects.filter(id=waiting.award_id).update(state="granted"))
