"""A guarantee pays by itself: once, at once, instead of the general rule; by the version of its time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.models import Message
from zhiyin.recover.compensation.models import Apology, Approval, Award
from zhiyin.recover.compensation.showing import Shown
from zhiyin.recover.guarantees.actions import Wanted, end, publish
from zhiyin.recover.guarantees.models import Evidence, Version
from zhiyin.recover.guarantees.receipts import booking_of
from zhiyin.recover.guarantees.tests.cast import DUE, HOUSE, MONDAY, a_guarantee, a_person, delay, room, wang_writes
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import at

pytestmark = pytest.mark.django_db


def the_award() -> Award:
    return Award.objects.get()


def test_a_broken_guarantee_pays_by_itself_instead_of_the_general_rule() -> None:
    version = a_guarantee()
    case = wang_writes(MONDAY)
    breach_overdue(DUE)
    award = the_award()
    assert (award.state, award.amount_minor, award.role) == ("granted", 35_00, "guarantee")
    assert (award.policy_version_id, award.policy_version, award.policy_row) == (version.id, 1, None)
    assert balance("owed-to-customers", "CNY", case.customer_id) == -35_00
    assert "35 元代金券" in Shown(award).rule
    assert Shown(award).rule_address == "/guarantees/reply"


def test_the_letter_names_the_promise_and_a_receipt_that_opens_the_booking() -> None:
    a_guarantee()
    wang_writes(MONDAY)
    breach_overdue(DUE)
    text = Message.objects.get(id=Apology.objects.get().message_id).text
    assert "首次回复按时，否则送您 35 元代金券。" in text
    assert "¥35.00" in text
    (link,) = [word for word in text.split() if "/receipts/" in word]
    booked = booking_of(link.rpartition("/")[2])
    assert booked == Transaction.objects.get(id=the_award().transaction_id)


def test_a_breach_is_paid_once_however_often_it_is_told() -> None:
    a_guarantee()
    wang_writes(MONDAY)
    breach_overdue(DUE)
    entry = Entry.objects.get(event="PromiseBreached")
    react("recover.compensation.a_breached_promise_compensates_the_customer", entry.id)
    assert Award.objects.count() == Transaction.objects.count() == Apology.objects.count() == 1


def test_where_no_guarantee_speaks_the_general_rule_does() -> None:
    a_guarantee(channels=("chat",))
    wang_writes(MONDAY)
    breach_overdue(DUE)
    assert (the_award().amount_minor, the_award().role, the_award().policy_row) == (20_00, "agent", 6)


def test_a_remedy_beyond_any_agents_authority_is_granted_at_once_and_uses_up_nobodys() -> None:
    a_guarantee(amount_minor=500_00)
    put_in_force(
        "authority", [{"when": {}, "then": {"limit_minor": 20_00, "cap_minor": 20_00}}], "测试", by=HOUSE, because=None
    )
    wang_writes(MONDAY)
    breach_overdue(DUE)
    assert (the_award().state, the_award().amount_minor) == ("granted", 500_00)
    end("reply", "够了", by=HOUSE, at=DUE)
    wang_writes(DUE + timedelta(hours=1), address="li@example.com")
    breach_overdue(DUE + timedelta(days=3))
    assert Award.objects.get(amount_minor=20_00).state == "granted"  # the whole cap was still there
    assert not Approval.objects.exists()


def test_what_was_promised_when_the_promise_was_given_holds() -> None:
    a_guarantee()
    wang_writes(MONDAY)
    a_guarantee(amount_minor=80_00, when=MONDAY + timedelta(hours=1))
    wang_writes(MONDAY + timedelta(hours=2), address="li@example.com")
    end("reply", "结束试行", by=HOUSE, at=MONDAY + timedelta(hours=3))
    wang_writes(MONDAY + timedelta(hours=4), address="zhao@example.com")
    breach_overdue(DUE + timedelta(days=2))
    paid = {one.customer.identities.get().value: (one.amount_minor, one.role) for one in Award.objects.all()}
    assert paid == {
        "wang@example.com": (35_00, "guarantee"),
        "li@example.com": (80_00, "guarantee"),
        "zhao@example.com": (20_00, "agent"),
    }


def test_many_guaranteed_breaches_take_two_statements_more_than_others() -> None:
    a_guarantee()
    counts = []
    for day in (3, 4):
        for number in range(6):
            wang_writes(at(f"2025-11-0{day} 09:00"), address=f"{day}-{number}@example.com")
        with CaptureQueriesContext(connection) as asked:
            assert breach_overdue(at(f"2025-11-0{day} 14:30")) == 6
        counts.append(len(asked))
        end("reply", "结束试行", by=HOUSE, at=DUE) if day == 3 else None
    assert Award.objects.filter(role="guarantee").count() == 6
    assert counts[0] - counts[1] <= 3, counts


def test_a_version_is_never_changed_and_never_begins_in_the_past() -> None:
    version = a_guarantee()
    for statement in ("UPDATE guarantees_version SET amount_minor = 1", "DELETE FROM guarantees_version"):
        with pytest.raises(DatabaseError, match="new version"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(ValidationError):
        publish("reply", _wanted(), "补", from_at=MONDAY - timedelta(days=1), by=HOUSE, at=MONDAY)
    later = publish("reply", _wanted(), "改", from_at=MONDAY + timedelta(days=9), by=HOUSE, at=MONDAY)
    with pytest.raises(ValidationError):
        publish("reply", _wanted(), "更早", from_at=MONDAY + timedelta(days=8), by=HOUSE, at=MONDAY)
    assert (later.number, Version.objects.get(id=version.id).amount_minor) == (2, 35_00)


def _wanted(amount: int = 50_00) -> Wanted:
    return Wanted("按时回复。", "A reply in time.", "breach", "first_reply", "voucher", amount)


def test_who_publishes_needs_the_permission_and_the_authority() -> None:
    with pytest.raises(PermissionDenied):
        publish("reply", _wanted(), "试", by=a_person("lead"))
    manager = a_person("experience")
    with pytest.raises(ValidationError) as caught:
        publish("reply", _wanted(5_000_01), "试", by=manager)
    assert "amount" in caught.value.message_dict
    assert publish("reply", _wanted(5_000_00), "试", by=manager).by_name == "小林"


@pytest.mark.parametrize("missing", ["text_zh", "text_en", "name"])
def test_a_guarantee_says_all_in_both_languages(missing: str) -> None:
    with pytest.raises(ValidationError) as caught:
        a_guarantee(**{missing: " "})
    assert missing in caught.value.message_dict


def test_evidence_pays_before_anybody_asks_and_leads_back_to_the_event() -> None:
    room()
    delay("late-1", 45, MONDAY + timedelta(hours=6))
    award = the_award()
    assert (award.amount_minor, award.state, award.breach_id) == (100_00, "granted", None)
    assert balance("owed-to-customers", "CNY", award.customer_id) == -100_00
    entry = Entry.objects.get(event="CompensationAwarded")
    assert [one.event for one in why(entry)] == ["CompensationAwarded", "EvidenceKept", "OutsideEventReceived"]
    assert entry.noted_at - Entry.objects.get(event="OutsideEventReceived").noted_at < timedelta(minutes=5)


def test_evidence_told_twice_posts_once() -> None:
    room()
    for _again in range(2):
        delay("late-1", 45, MONDAY + timedelta(hours=6))
    entry = Entry.objects.get(event="OutsideEventReceived")
    react("recover.guarantees.what_another_program_tells_is_evidence", entry.id)
    assert Evidence.objects.count() == Award.objects.count() == Transaction.objects.count() == 1


def test_evidence_of_a_kept_promise_pays_nothing_and_is_kept_without_names() -> None:
    room()
    delay("kept-1", 12, MONDAY + timedelta(hours=6), marks=["vip"])
    assert not Award.objects.exists()
    assert Evidence.objects.get().told == {"minutes_late": 12, "marks": ["vip"]}


def test_evidence_from_before_the_guarantee_pays_nothing_and_the_future_is_now() -> None:
    room(MONDAY)
    delay("early", 45, MONDAY - timedelta(hours=1))
    assert not Award.objects.exists()


def test_nobodys_evidence_of_other_types_is_left_alone() -> None:
    a_guarantee()
    delay("late-1", 45, MONDAY)
    assert not Evidence.objects.exists()


def test_who_was_paid_for_evidence_reads_of_it_once_also_without_an_address() -> None:
    room()
    wang_writes(MONDAY)  # so that there is a channel to answer through
    delay("late-1", 45, MONDAY + timedelta(hours=1))
    delay("late-2", 50, MONDAY + timedelta(hours=1), address="never-wrote@example.com")
    delay("late-3", 50, MONDAY + timedelta(hours=1), address="+8613800000000")
    for _again in range(2):
        for entry in Entry.objects.filter(event="EvidenceKept"):
            react("recover.guarantees.a_customer_reads_what_a_guarantee_gave", entry.id)
    texts = Message.objects.filter(direction="out", text__contains="/receipts/").values_list("text", flat=True)
    assert len(texts) == 2
    assert all("¥100" in one for one in texts)
    told = {one.external_id: one.letter.message_id is not None for one in Evidence.objects.all()}
    assert told == {"late-1": True, "late-2": True, "late-3": False}
    assert verify().ok
