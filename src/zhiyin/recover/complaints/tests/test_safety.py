"""A message that speaks of danger goes before everything: sealed, priority 1, owned, people called."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.actions import process, store_mail
from zhiyin.listen.channels.models import Arrival, Message
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.danger import words_in_force
from zhiyin.recover.complaints.models import Alarm, Complaint, SafetyReport, Seal
from zhiyin.recover.complaints.seals import broken_seals
from zhiyin.recover.complaints.tests.cast import MONDAY, a_channel, a_person, wang_says, wang_writes
from zhiyin.resolve.cases.models import Case

pytestmark = pytest.mark.django_db

BURNS = "1806 房的插座冒烟，好像着火了，孩子在里面！"


def test_danger_is_priority_one_at_once_with_an_owner_and_a_complaint() -> None:
    lead = a_person("lead", "周主管")
    a_person("agent")
    case = wang_writes(MONDAY, BURNS)
    report = SafetyReport.objects.get()
    found = Case.objects.get(id=case.id)
    assert (report.words, report.case_id, report.at) == (["冒烟", "着火"], case.id, MONDAY)
    assert (found.priority, found.assignee_id) == (1, lead.id)
    complaint = Complaint.objects.get(case=case)
    assert (complaint.kind, complaint.priority, complaint.owner_id) == ("safety", 1, lead.id)
    assert complaint.answer_due_at == MONDAY + timedelta(hours=2)
    entry = Entry.objects.get(event="ComplaintOpened")
    assert [one.event for one in why(entry)] == ["ComplaintOpened", "SafetyReported", "MessageReceived"]


def test_those_in_charge_are_called_by_mail_once_each_without_the_customers_words() -> None:
    lead = a_person("lead", "周主管")
    a_person("experience", "王经理")
    a_person("agent")
    wang_writes(MONDAY, BURNS)
    report = SafetyReport.objects.get()
    for _ in range(2):
        JOBS["complaints.call_people"](report_id=str(report.id))
    assert len(mail.outbox) == 2
    assert {one.to[0] for one in mail.outbox} == set(Alarm.objects.values_list("person__email", flat=True))
    assert f"/safety-reports/{report.id}" in mail.outbox[0].body
    assert "冒烟" not in mail.outbox[0].body
    assert Alarm.objects.get(person=lead.id).sent_at is not None


def test_more_words_of_danger_in_the_same_case_call_nobody_anew_so_soon() -> None:
    a_person("lead")
    wang_writes(MONDAY, BURNS)
    wang_says(MONDAY + timedelta(minutes=3), "火更大了，有人受伤！", thread="x")
    assert Alarm.objects.count() in (1, 2)
    same = SafetyReport.objects.values_list("case", flat=True)
    assert Alarm.objects.count() == len(set(same))


def test_an_ordinary_message_is_no_report_and_looking_costs_no_statement() -> None:
    words_in_force()  # read at most every few seconds
    message = wang_says(MONDAY, "洗衣机不转了，怎么办？")
    from zhiyin.kernel.people.actor import system
    from zhiyin.listen.channels.reads import at_hand

    with at_hand(message), CaptureQueriesContext(connection) as statements:
        assert actions.look_for_danger(message.id, by=system("test"), because=None) is None
    # the transaction of the action itself is opened and closed within that of the message
    assert [one["sql"] for one in statements if "SAVEPOINT" not in one["sql"]] == []
    assert not SafetyReport.objects.exists()
    assert not Complaint.objects.exists()


def test_what_a_machine_wrote_is_no_report() -> None:
    wang_says(MONDAY, "本邮箱自动回复：如遇着火请报警", automatic=True)
    assert not SafetyReport.objects.exists()


def test_nobody_in_charge_loses_no_report() -> None:
    case = wang_writes(MONDAY, BURNS)
    assert SafetyReport.objects.get().case_id == case.id
    assert Case.objects.get(id=case.id).priority == 1
    assert not Complaint.objects.exists()


def test_the_same_message_told_again_is_one_report() -> None:
    a_person("lead")
    wang_writes(MONDAY, BURNS)
    entry = Entry.objects.get(event="MessageReceived")
    react("recover.complaints.a_message_that_speaks_of_danger_goes_before_all", entry.id)
    assert (SafetyReport.objects.count(), Seal.objects.count(), Complaint.objects.count()) == (1, 1, 1)


def test_reports_and_seals_can_neither_be_changed_nor_deleted() -> None:
    wang_writes(MONDAY, BURNS)
    for model in (SafetyReport, Seal):
        for change in (lambda model=model: model.objects.update(at=MONDAY), lambda model=model: _raw_delete(model)):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    assert (SafetyReport.objects.count(), Seal.objects.count()) == (1, 1)


def _raw_delete(model: type) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # type: ignore[attr-defined]


def test_a_message_that_was_changed_breaks_its_seal() -> None:
    case = wang_writes(MONDAY, BURNS)
    report = SafetyReport.objects.get()
    seals = list(report.seals.all())
    assert broken_seals(report, seals) == []
    Message.objects.filter(id=report.message_id).update(text="一切都好")
    assert broken_seals(report, seals) == seals
    assert case.id == report.case_id


def test_what_arrived_is_sealed_byte_for_byte() -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "wang@example.com", "care@example.com", "着火了"
    letter["Message-ID"], letter["Date"] = "<fire@example.com>", MONDAY
    letter.set_content("插座冒烟")
    arrival = store_mail(a_channel().id, letter.as_bytes(), at=MONDAY)
    process(arrival.id)
    entry = Entry.objects.get(event="SafetyReported")
    for _ in range(2):
        react("recover.complaints.what_arrived_is_sealed_too", entry.id)
    seal = Seal.objects.get(of="arrival")
    assert seal.digest == hashlib.sha256(letter.as_bytes()).hexdigest()
    Arrival.objects.filter(id=arrival.id).update(raw=b"other")
    report = SafetyReport.objects.get()
    assert broken_seals(report, report.seals.all()) == [seal]


def test_a_report_is_taken_on_once_by_who_may() -> None:
    lead = a_person("lead")
    wang_writes(MONDAY, BURNS)
    report = SafetyReport.objects.get()
    with pytest.raises(PermissionDenied):
        actions.answer_report(report.id, True, "已报警", by=a_person("agent"))
    with pytest.raises(ValidationError):
        actions.answer_report(report.id, True, " ", by=lead)
    answer = actions.answer_report(report.id, True, "已断电，客人撤离", by=lead)
    assert answer.danger
    with pytest.raises(ValidationError):
        actions.answer_report(report.id, False, "误报", by=lead)


def test_a_lead_changes_the_words_though_no_other_policy_and_they_hold_at_once() -> None:
    lead = a_person("lead")
    with pytest.raises(PermissionDenied):
        actions.change_words("地震", "", "新增", by=a_person("agent"))
    with pytest.raises(ValidationError):
        actions.change_words(" , ", "", "清空", by=lead)
    actions.change_words("地震, 台风", "地震演习", "沿海新店", by=lead)
    wang_writes(MONDAY, BURNS, address="a@example.com")
    wang_writes(MONDAY, "明天有地震演习吗", address="b@example.com")
    assert not SafetyReport.objects.exists()
    wang_writes(MONDAY, "刚才地震，吊灯掉了", address="c@example.com")
    assert SafetyReport.objects.get().words == ["地震"]
    version = Version.objects.get(key="safety_words")
    assert (version.by_name, version.note, SafetyReport.objects.get().list_version) == (lead.name, "沿海新店", 1)
