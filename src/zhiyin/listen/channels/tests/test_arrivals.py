"""Stored first, processed once, failed ones wait and can be run again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import process, receive, run_again, store_arrival, store_mail
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Attachment, Channel, Message
from zhiyin.listen.channels.provider import PROVIDERS

pytestmark = pytest.mark.django_db
BY = system("test")
RAW = b"From: Li Na <li.na@example.com>\r\nMessage-ID: <one@example.com>\r\nSubject: hello\r\n\r\nwhere is my order"


def break_reader(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(arrival: Arrival) -> Incoming:
        raise error

    monkeypatch.setitem(PROVIDERS, "email", replace(PROVIDERS["email"], read=fail))


def test_storing_and_processing_twice_changes_nothing(mailbox: Channel) -> None:
    first, again = store_mail(mailbox.id, RAW), store_mail(mailbox.id, RAW)
    assert first == again
    assert process(first.id) == process(first.id)
    assert (Message.objects.count(), Customer.objects.count()) == (1, 1)
    assert Entry.objects.filter(event="MessageReceived").count() == 1


def test_what_cannot_be_read_keeps_its_bytes_and_reason_and_can_be_run_again(
    mailbox: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = store_mail(mailbox.id, RAW)
    with monkeypatch.context() as broken:
        break_reader(broken, ValueError("no idea"))
        assert process(arrival.id) is None
    arrival.refresh_from_db()
    assert (arrival.state, arrival.failure, arrival.tries, bytes(arrival.raw)) == (
        "failed",
        "ValueError: no idea",
        1,
        RAW,
    )
    assert Message.objects.count() == 0
    message = run_again(arrival, by=BY)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.failure, arrival.message) == ("processed", "", message)


def test_a_database_that_is_away_is_no_fault_of_the_arrival(mailbox: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = store_mail(mailbox.id, RAW)
    break_reader(monkeypatch, OperationalError("gone"))
    with pytest.raises(OperationalError):
        process(arrival.id)
    arrival.refresh_from_db()
    assert arrival.state == "stored"


def test_the_same_incoming_again_gives_the_first_message(mailbox: Channel) -> None:
    incoming = Incoming(external_id="x", identity_kind="email", identity="A@B.example", text="你好")
    first = receive(mailbox, incoming, by=BY, because=None)
    assert receive(mailbox, incoming, by=BY, because=None) == first
    assert first.language == "zh"


def test_the_same_file_is_kept_once(mailbox: Channel, settings: Any) -> None:
    part = b"--x\r\nContent-Disposition: attachment; filename=%s\r\n\r\nsame\r\n"
    raw = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + part % b"a" + part % b"b" + b"--x--"
    )
    process(store_mail(mailbox.id, raw).id)
    assert len(set(Attachment.objects.values_list("digest", flat=True))) == 1
    assert len([p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]) == 1


def person_in(unit: Unit, role: str) -> Client:
    person = Person.objects.create_user(f"{role}@zhiyin.example", None, name=role)
    Membership.objects.create(person=person, unit=unit, role=Role.objects.get(key=role))
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_pages_of_channels_open_for_those_who_may_and_show_only_their_units(mailbox: Channel, chat: Channel) -> None:
    other = Unit.objects.create(name="别处")
    lead, stranger, agent = (
        person_in(mailbox.unit, "lead"),
        person_in(other, "experience"),
        person_in(mailbox.unit, "agent"),
    )
    message = process(store_mail(mailbox.id, RAW).id)
    assert message is not None
    failed = store_arrival(mailbox.id, "bad", b"\x00<script>")
    Arrival.objects.filter(id=failed.id).update(state="failed", failure="because <b>")
    for path in (
        "/channels", "/channels/new", "/channels/new?kind=chat", "/channels/new?kind=api", f"/channels/{mailbox.key}",
        "/channels/hotel", "/channels/failures", f"/channels/failures/{failed.id}", "/channels/outbox",
        f"/channels/failures/{failed.id}?download", f"/messages/{message.id}", f"/messages/{message.id}/source",
    ):  # fmt: skip
        assert lead.get(path).status_code == 200, path
    assert stranger.get(f"/channels/{mailbox.key}").status_code == 200, "an experience manager sees all units"
    elsewhere = person_in(other, "auditor")
    assert elsewhere.get("/channels").status_code == 200
    assert agent.get("/channels").status_code == 403
    assert agent.get(f"/messages/{message.id}").status_code == 200
    assert Client().get("/channels").status_code == 302


def test_a_lead_of_another_unit_sees_nothing_of_ours(mailbox: Channel) -> None:
    lead = person_in(Unit.objects.create(name="别处"), "lead")
    message = process(store_mail(mailbox.id, RAW).id)
    assert message is not None
    failed = store_arrival(mailbox.id, "bad", b"x")
    Arrival.objects.filter(id=failed.id).update(state="failed")
    for path in (f"/channels/{mailbox.key}", f"/messages/{message.id}", f"/channels/failures/{failed.id}"):
        assert lead.get(path).status_code == 404, path
    assert lead.post(f"/channels/failures/{failed.id}/rerun").status_code == 404


def test_a_lead_opens_a_channel_arms_it_and_runs_failures_again(unit: Unit) -> None:
    lead = person_in(unit, "lead")
    made = lead.post(
        "/channels/new?kind=email",
        {"name": "Support", "unit": str(unit.id), "address": "Help@Zhiyin.example", "key": "", "automatic_per_hour": 3},
    )
    channel = Channel.objects.get()
    assert made["Location"] == "/channels/support/connect"
    assert (channel.address, channel.replies_armed, channel.settings["automatic_per_hour"]) == (
        "help@zhiyin.example",
        False,
        3,
    )
    lead.post("/channels/support/arming", {"armed": "yes"})
    channel.refresh_from_db()
    assert channel.replies_armed
    arrival = store_mail(channel.id, RAW)
    Arrival.objects.filter(id=arrival.id).update(state="failed")
    lead.post("/channels/failures/decision", {"what": "again", "which": "all"})
    arrival.refresh_from_db()
    assert arrival.state == "processed"
    again = lead.post(
        "/channels/new?kind=email",
        {"name": "B", "unit": str(unit.id), "address": "help@zhiyin.example", "automatic_per_hour": 3},
    )
    assert again.status_code == 200
    assert Channel.objects.count() == 1


def test_sites_that_are_no_addresses_are_refused(unit: Unit) -> None:
    lead = person_in(unit, "lead")
    body = {"name": "Chat", "unit": str(unit.id), "key": "c", "sites": "https://a.example; script-src *"}
    assert lead.post("/channels/new?kind=chat", body).status_code == 200
    assert not Channel.objects.exists()


def test_an_auditor_may_look_but_not_act(mailbox: Channel) -> None:
    auditor = person_in(mailbox.unit, "auditor")
    assert auditor.get("/channels").status_code == 200
    assert auditor.post(f"/channels/{mailbox.key}/arming", {"armed": "no"}).status_code == 403
    assert auditor.post(f"/channels/{mailbox.key}", {"name": "x"}).status_code == 403
    assert isinstance(BY, Actor)
