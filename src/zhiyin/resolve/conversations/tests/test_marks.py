"""Marks of a chat at the desk: typing is told and kept nowhere, seen is told once."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from zhiyin.face.testing import person_with
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.resolve.cases.models import Case

BY = system("test")


@pytest.fixture
def na(db: None) -> Client:
    client = Client()
    client.force_login(person_with("agent"))
    return client


def a_case(kind: str) -> Case:
    channel = make_channel(kind, kind, Unit.objects.get().id, "care@zhiyin.example", key=kind, by=BY)
    receive(
        channel, Incoming("1", channel.provider.identity, "who@example.com", "你好", thread="t"), by=BY, because=None
    )
    return Case.objects.get(channel=channel)


@pytest.mark.django_db(transaction=True)
def test_typing_is_heard_by_the_chats_customer_and_kept_nowhere(na: Client) -> None:
    case, before = a_case("chat"), Entry.objects.count()
    given = connection.settings_dict
    address = psycopg.conninfo.make_conninfo(
        dbname=given["NAME"], user=given["USER"], password=given["PASSWORD"], host=given["HOST"]
    )
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("LISTEN zhiyin")
        assert na.post(f"/cases/{case.number}/typing").status_code == 204
        told: list[Any] = [json.loads(one.payload) for one in other.notifies(timeout=5, stop_after=1)]
    assert [(one["event"], one["customer_id"], "id" in one) for one in told] == [
        ("WeType", str(case.customer_id), False)
    ]
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_what_stands_before_an_agent_is_told_seen_once(na: Client) -> None:
    case = a_case("chat")
    for _again in range(2):
        assert na.post(f"/cases/{case.number}/seen").status_code == 204
    assert Entry.objects.filter(event="MessageSeen", customer_id=case.customer_id).count() == 1


@pytest.mark.django_db
def test_a_mail_tells_its_writer_nothing_of_who_reads_it(na: Client) -> None:
    case = a_case("email")
    na.post(f"/cases/{case.number}/seen")
    assert not Entry.objects.filter(event="MessageSeen").exists()
