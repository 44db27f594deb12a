"""A customer at risk is reached out to before leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from zhiyin.care.outreach import actions
from zhiyin.care.outreach.models import Outreach
from zhiyin.care.outreach.wording import in_words
from zhiyin.kernel.customers.actions import pin_trait
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.surveys.actions import answer, invite
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db

MONDAY = at("2025-11-03 09:00")
VALUE = {"band": "high", "amount_minor": 1_234_500, "orders": 7, "currency": "CNY"}


def wang(*, band: str = "high", broken: bool = True) -> Case:
    """Ms Wang, of this value, to whom we perhaps broke a promise."""
    case = wang_writes(MONDAY)
    if broken:
        breach_overdue(at("2025-11-03 14:30"))
    pin_trait(case.customer_id, "value", VALUE | {"band": band}, pinned_by="value", at=MONDAY, by=HOUSE)
    return case


def answers(case: Case, option: str = "s1", when: str = "2025-11-04 10:00") -> None:
    invitation = invite(case.customer_id, "after_case", case_id=case.id, by=HOUSE, because=None, at=at(when))
    assert invitation is not None
    answer(invitation, "satisfaction", option, by=HOUSE, at=at(when))


def test_a_valuable_customer_whom_we_let_down_and_who_answers_badly_is_reached_out_to() -> None:
    case = wang()
    answers(case)
    outreach = Outreach.objects.get()
    assert [one["key"] for one in outreach.reasons] == ["bad_answer", "broken_promises", "high_value"]
    assert outreach.due_at == at("2025-11-05 10:00")  # a working day later
    entry = Entry.objects.get(event="OutreachAsked")
    assert entry.because is not None
    assert entry.because.event == "SurveyAnswered"


@pytest.mark.parametrize(
    ("band", "broken", "option"),
    [("low", True, "s1"), ("high", False, "s1"), ("high", True, "s4"), ("middle", True, "s2")],
)
def test_others_are_left_in_peace(band: str, broken: bool, option: str) -> None:
    answers(wang(band=band, broken=broken), option)
    assert not Outreach.objects.exists()


def test_a_breach_counts_for_sixty_days() -> None:
    case = wang()
    broke_at = at("2025-11-03 14:30")

    def ask(when: timedelta) -> Outreach | None:
        return actions.ask_if_at_risk(
            case.customer_id, "csat", 1, case_id=None, by=HOUSE, because=None, at=broke_at + when
        )

    assert ask(timedelta(days=60, seconds=1)) is None
    assert ask(timedelta(days=60)) is not None


def test_a_customer_is_asked_for_once_in_thirty_days() -> None:
    case = wang()
    first = actions.ask_if_at_risk(
        case.customer_id, "csat", 1, case_id=None, by=HOUSE, because=None, at=MONDAY + timedelta(days=1)
    )
    assert first is not None
    actions.note_outcome(first.id, "stays", "谈好了", by=a_person(), at=MONDAY + timedelta(days=2))
    for days, found in ((20, False), (31, True)):
        again = actions.ask_if_at_risk(
            case.customer_id, "csat", 1, case_id=None, by=HOUSE, because=None, at=MONDAY + timedelta(days=1 + days)
        )
        assert (again is not None) == found


def test_somebody_takes_it_on_and_notes_what_came_of_it() -> None:
    answers(wang())
    outreach, lin = Outreach.objects.get(), a_person()
    actions.take(outreach.id, by=lin, at=at("2025-11-04 11:00"))
    with pytest.raises(ValidationError):
        actions.note_outcome(outreach.id, "stays", "", by=lin)
    actions.note_outcome(outreach.id, "stays", "上门换新", by=lin, at=at("2025-11-04 15:00"))
    done = Outreach.objects.get()
    assert (done.state, done.outcome, done.assigned_id, done.made_at) == (
        "made",
        "stays",
        lin.id,
        at("2025-11-04 15:00"),
    )
    with pytest.raises(ValidationError):
        actions.take(outreach.id, by=lin)
    assert list(Entry.objects.filter(subject_id=outreach.id).order_by("id").values_list("event", flat=True)) == [
        "OutreachAsked",
        "OutreachTaken",
        "OutreachMade",
    ]


def test_the_reasons_are_plain_words() -> None:
    answers(wang())
    with translation.override("en"):
        assert in_words(Outreach.objects.get().reasons) == [
            "Was dissatisfied with how we handled a case: 1 of 5.",
            "We broke 1 promise to them within 60 days. The last one on 3 Nov 2025.",
            "A customer of high value: CN¥12,345.00 in 7 orders.",
        ]
