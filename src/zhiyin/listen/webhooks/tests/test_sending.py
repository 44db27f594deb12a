"""From an entry to a receiver: written with the announcement, signed, tried again, given up, never twice under two ids."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from zhiyin.kernel.customers.events import ConsentNoted
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.webhooks.actions import (
    change_webhook,
    disable_webhook,
    enable_webhook,
    make_webhook,
    remove_webhook,
    replay,
    replay_since,
    rotate_secret,
    try_out,
)
from zhiyin.listen.webhooks.door import keep_sending
from zhiyin.listen.webhooks.jobs import forget_deliveries
from zhiyin.listen.webhooks.models import Attempt, Delivery, Disabling, Secret, Webhook
from zhiyin.listen.webhooks.policy import CLAIM_LASTS, WAITS
from zhiyin.listen.webhooks.sending import claim, note, post
from zhiyin.listen.webhooks.tests.conftest import HOUSE, NOON, happened

pytestmark = pytest.mark.django_db
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def settle() -> None:
    """Nothing waits any more, so that only what a test makes is looked at."""
    Delivery.objects.all().delete()


def put_down(entry: Entry, at=NOON) -> list[Delivery]:
    """The deliveries of an entry, due at a time of the test's."""
    Delivery.objects.filter(entry=entry).update(made_at=at, next_at=at)
    return list(Delivery.objects.filter(entry=entry))


def send_due(at) -> int:
    """Claim, post and note as the sender does, at a given moment; returns how many were sent."""
    parcels = claim(at, 50)
    note([post(one, at) for one in parcels], at)
    return len(parcels)


def checks(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a receiver with this secret believes a request: written from the specification, not with our own code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return any(one == f"v1,{wanted}" for one in headers["webhook-signature"].split(" "))


@pytest.fixture(autouse=True)
def _clean(request):
    if "webhook" in request.fixturenames:
        request.getfixturevalue("webhook")
        settle()


def test_an_entry_is_told_signed_and_in_an_envelope(receiver):
    webhook, secret = make_webhook("the shop", receiver.url, events=["ConsentNoted"], by=HOUSE, at=NOON)
    entry = happened()
    [delivery] = put_down(entry)
    assert send_due(NOON) == 1
    [(headers, body)] = receiver.heard
    assert checks(secret, headers, body)
    assert not checks(secret, headers, body + b" ")
    assert headers["webhook-id"] == str(delivery.id)
    assert headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    told = json.loads(body)
    assert told["specversion"] == "1.0"
    assert told["id"] == str(entry.id)
    assert told["type"] == "zhiyin.ConsentNoted.v1"
    assert told["subject"] == f"customers.Consent/{entry.subject_id}"
    assert told["time"] == "2026-03-02T12:00:00.000Z"
    assert told["data"]["facts"] == entry.facts
    assert "test" not in body.decode(), "names of who did it stay here"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.next_at) == ("delivered", 1, None)
    attempt = delivery.attempts.get()
    assert (attempt.status, attempt.answer, attempt.fault) == (200, "noted", "")
    webhook.refresh_from_db()
    assert webhook.delivered_at == NOON


def test_a_delivery_exists_when_the_announcement_commits_and_never_otherwise(webhook):
    with transaction.atomic():
        happened()
        assert Delivery.objects.count() == 1
        transaction.set_rollback(True)
    assert Delivery.objects.count() == 0


def test_only_events_that_were_asked_for_are_put_down(receiver):
    make_webhook("some", receiver.url, events=["CaseOpened"], by=HOUSE, at=NOON)
    every, _ = make_webhook("every", receiver.url, by=HOUSE, at=NOON)
    assert [one.webhook for one in put_down(happened())] == [every]
    with pytest.raises(ValidationError):
        make_webhook("wrong", receiver.url, events=["CaseExploded"], by=HOUSE)


def test_a_webhook_of_a_unit_hears_of_it_and_below_and_of_nothing_else(receiver):
    group = Unit.objects.create(name="Group")
    hotel = Unit.objects.create(name="Hotel", parent=group)
    kitchen = Unit.objects.create(name="Kitchen", parent=hotel)
    shop = Unit.objects.create(name="Shop", parent=group)
    webhook, _ = make_webhook("hotel", receiver.url, unit_id=hotel.id, by=HOUSE, at=NOON)
    settle()
    heard = {
        name: Delivery.objects.filter(webhook=webhook, entry=happened(unit_id=unit)).exists()
        for name, unit in [
            ("group", group.id),
            ("hotel", hotel.id),
            ("kitchen", kitchen.id),
            ("shop", shop.id),
            ("none", None),
        ]
    }
    assert heard == {"group": False, "hotel": True, "kitchen": True, "shop": False, "none": False}


def test_an_import_tells_nobody(webhook):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL zhiyin.quiet = 'on'")
    happened()
    assert Delivery.objects.count() == 0


def test_it_is_tried_again_by_the_schedule_under_one_id_and_then_given_up(webhook, receiver):
    receiver.status = 500
    [delivery] = put_down(happened())
    at = NOON
    for wait in WAITS:
        assert send_due(at) == 1
        delivery.refresh_from_db()
        assert wait <= delivery.next_at - at <= wait * 1.2
        assert send_due(at + wait * 0.99) == 0
        at = delivery.next_at
    assert send_due(at) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_at, delivery.tries) == ("failed", None, 10)
    assert set(receiver.ids) == {str(delivery.id)}
    assert delivery.attempts.count() == 10
    assert send_due(at + timedelta(days=30)) == 0


def test_a_delivery_that_works_at_last_ends_the_count_of_failures(webhook, receiver):
    receiver.status = 500
    put_down(happened())
    send_due(NOON)
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (1, NOON)
    receiver.status = 204
    assert send_due(NOON + MINUTE) == 1
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (0, None)


def test_a_sender_killed_between_claim_and_answer_is_followed_by_another_under_the_same_id(webhook, receiver):
    [delivery] = put_down(happened())
    [parcel] = claim(NOON, 10)
    post(parcel, NOON)  # and here it dies: the receiver has it, nobody noted it
    assert claim(NOON + CLAIM_LASTS - SECOND, 10) == []
    assert send_due(NOON + CLAIM_LASTS) == 1
    assert receiver.ids == [str(delivery.id)] * 2
    assert receiver.heard[0][1] == receiver.heard[1][1]
    delivery.refresh_from_db()
    assert delivery.state == "delivered"


def test_a_note_that_comes_too_late_does_not_undo_a_success(webhook, receiver):
    [delivery] = put_down(happened())
    receiver.status = 500
    [first] = claim(NOON, 10)
    slow = post(first, NOON)
    receiver.status = 200
    assert send_due(NOON + CLAIM_LASTS) == 1
    note([slow], NOON + CLAIM_LASTS + SECOND)
    delivery.refresh_from_db()
    assert delivery.state == "delivered"
    assert delivery.attempts.count() == 2


def test_a_dead_receiver_leaves_places_for_the_others(webhook, receiver):
    other, _ = make_webhook("other", receiver.url, by=HOUSE, at=NOON)
    settle()
    Webhook.objects.filter(id=webhook.id).update(failures=3, failing_since=NOON)
    for minutes in range(30):
        put_down(happened(), NOON - minutes * MINUTE)
    claimed = claim(NOON, 24)
    held = [one.webhook_id for one in claimed]
    assert held.count(webhook.id) == 1
    assert held.count(other.id) == 4
    assert claim(NOON, 24) == [], "no more than that at once"
    assert [one.webhook_id for one in claim(NOON + CLAIM_LASTS, 2)] == [other.id] * 2, "the healthy ones go first"


def test_a_receiver_that_asks_to_slow_down_is_left_alone_for_a_while(webhook, receiver):
    receiver.status, receiver.headers = 429, {"Retry-After": "120"}
    put_down(happened())
    put_down(happened())
    parcels = claim(NOON, 1)
    note([post(one, NOON) for one in parcels], NOON)
    assert claim(NOON + timedelta(seconds=119), 10) == []
    assert len(claim(NOON + timedelta(seconds=121), 10)) == 1


def test_gone_disables_at_once_and_is_told_on_the_timeline(webhook, receiver):
    receiver.status = 410
    [delivery] = put_down(happened())
    put_down(happened(), NOON + MINUTE)
    send_due(NOON)
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert Disabling.objects.get(webhook=webhook).reason == "gone"
    entry = Entry.objects.get(event="WebhookDisabled")
    assert (entry.subject_id, entry.facts["reason"]) == (webhook.id, "gone")
    assert send_due(NOON + timedelta(hours=1)) == 0
    before = Delivery.objects.count()
    happened()
    assert Delivery.objects.count() == before, "nothing is put down for a webhook out of use"


def test_nothing_but_failures_for_days_disables_once(webhook, receiver):
    receiver.status = 500
    put_down(happened())
    at, ended = NOON, None
    for _quarter in range(40):
        put_down(happened(), at)
        send_due(at)
        if Disabling.objects.exists():
            ended = at
            break
        at += timedelta(hours=6)
    assert ended is not None
    assert timedelta(days=5) <= ended - NOON <= timedelta(days=5, hours=6)
    assert Disabling.objects.get().reason == "failing"
    assert Entry.objects.filter(event="WebhookDisabled").count() == 1


def test_enabled_again_it_sends_what_waits_and_catches_up_on_what_it_missed(webhook, receiver):
    receiver.status = 500
    [waiting] = put_down(happened())
    send_due(NOON)
    disable_webhook(webhook, by=HOUSE, at=NOON)
    missed = happened(NOON + MINUTE)
    assert not Delivery.objects.filter(entry=missed).exists()
    receiver.status = 200
    enable_webhook(webhook, by=HOUSE, at=NOON + 2 * SECOND)
    Delivery.objects.exclude(id=waiting.id).delete()
    assert send_due(NOON + 2 * SECOND) == 1
    assert replay_since(webhook, NOON, by=HOUSE, at=NOON + 2 * MINUTE) == 0
    count = replay_since(webhook, NOON, missed=True, by=HOUSE, at=NOON + 2 * MINUTE)
    assert Delivery.objects.filter(entry=missed).exists()
    assert count >= 1
    again = replay_since(webhook, NOON, missed=True, by=HOUSE, at=NOON + 2 * MINUTE)
    assert again == 0, "what was put down is not put down twice"


def test_a_replay_goes_out_under_its_id_and_a_second_one_changes_nothing(webhook, receiver):
    [delivery] = put_down(happened())
    send_due(NOON)
    assert replay(delivery, by=HOUSE, at=NOON + MINUTE) is True
    assert replay(delivery, by=HOUSE, at=NOON + MINUTE) is False
    assert Entry.objects.filter(event="DeliveriesReplayed").count() == 1
    Delivery.objects.exclude(id=delivery.id).delete()
    assert send_due(NOON + MINUTE) == 1
    assert send_due(NOON + MINUTE) == 0
    assert receiver.ids == [str(delivery.id)] * 2


def test_all_that_failed_since_a_moment_is_replayed(webhook, receiver):
    old, first, second, good = (put_down(happened(), NOON + n * MINUTE)[0] for n in range(4))
    Delivery.objects.filter(id__in=[old.id, first.id, second.id]).update(state="failed", next_at=None, done_at=NOON)
    Delivery.objects.filter(id=good.id).update(state="delivered", next_at=None, done_at=NOON)
    at = NOON + timedelta(hours=1)
    assert replay_since(webhook, NOON + MINUTE, by=HOUSE, at=at) == 2
    assert set(Delivery.objects.filter(next_at=at).values_list("id", flat=True)) == {first.id, second.id}
    assert replay_since(webhook, NOON + MINUTE, by=HOUSE, at=at) == 0


def test_old_and_new_secret_both_sign_for_a_day(receiver):
    webhook, old = make_webhook("the shop", receiver.url, by=HOUSE, at=NOON)
    settle()
    new = rotate_secret(webhook, by=HOUSE, at=NOON)
    Delivery.objects.all().delete()

    def believed(at) -> tuple[bool, bool]:
        put_down(happened(), at)
        send_due(at)
        headers, body = receiver.heard[-1]
        return checks(old, headers, body), checks(new, headers, body)

    assert believed(NOON + SECOND) == (True, True)
    assert believed(NOON + timedelta(hours=24) - SECOND) == (True, True)
    assert believed(NOON + timedelta(hours=24)) == (False, True)
    third = rotate_secret(webhook, by=HOUSE, at=NOON + timedelta(hours=25))
    assert Secret.objects.filter(webhook=webhook).count() == 2
    assert len({old, new, third}) == 3


def test_secrets_are_not_in_the_database_in_plain_text(receiver):
    secret = make_webhook("the shop", receiver.url, by=HOUSE)[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM webhooks_secret s")
        stored = cursor.fetchall()
        cursor.execute("SELECT row_to_json(e)::text FROM timeline_entry e")
        stored += cursor.fetchall()
    assert not any(secret.removeprefix("whsec_") in row for (row,) in stored)


def test_a_test_event_goes_to_the_one_webhook_whatever_it_wants(receiver):
    mine, _ = make_webhook("mine", receiver.url, events=["CaseOpened"], by=HOUSE, at=NOON)
    make_webhook("other", receiver.url, by=HOUSE, at=NOON)
    settle()
    delivery = try_out(mine, by=HOUSE, at=NOON)
    assert [one.id for one in Delivery.objects.all()] == [delivery.id]
    assert send_due(NOON) == 1
    assert json.loads(receiver.heard[0][1])["type"] == "zhiyin.WebhookTested.v1"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::ffff:169.254.169.254]/",
        "http://example.com/hook",
        "https://me:secret@example.com/",
        "javascript:alert(1)",
    ],
)
def test_a_webhook_cannot_be_pointed_inside_or_over_open_http(url, receiver):
    with pytest.raises(ValidationError) as refused:
        make_webhook("wrong", url, by=HOUSE)
    assert "url" in refused.value.message_dict
    webhook, _ = make_webhook("right", "https://example.com/hook", by=HOUSE)
    with pytest.raises(ValidationError):
        change_webhook(webhook, name="right", url=url, events=[], unit_id=None, by=HOUSE)


def test_a_receiver_whose_name_moves_inside_is_refused_at_the_delivery(receiver, settings):
    make_webhook("moving", "https://moving.example/hook", by=HOUSE, at=NOON)
    settle()
    [delivery] = put_down(happened())
    [parcel] = claim(NOON, 10)
    note([post(parcel, NOON, resolve=lambda host, port: ["127.0.0.1"])], NOON)
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert "ZHIYIN_PRIVATE_RECEIVERS" in delivery.attempts.get().fault
    assert receiver.heard == []


def test_a_secret_that_cannot_be_opened_is_said_and_nothing_is_sent(webhook, receiver, settings):
    put_down(happened())
    settings.SECRET_KEY = "another"
    send_due(NOON)
    assert receiver.heard == []
    assert "ZHIYIN_SECRET_KEY" in Attempt.objects.get().fault


def test_a_removed_webhook_takes_its_deliveries_along(webhook, receiver):
    [_delivery] = put_down(happened())
    [parcel] = claim(NOON, 10)
    remove_webhook(webhook, by=HOUSE)
    note([post(parcel, NOON)], NOON)
    assert not Webhook.objects.exists()
    assert not Delivery.objects.exists()
    assert not Attempt.objects.exists()


def test_deliveries_are_forgotten_after_thirty_days(webhook):
    [old], [new] = put_down(happened()), put_down(happened())
    Delivery.objects.filter(id=old.id).update(made_at=NOON - timedelta(days=400))
    Delivery.objects.filter(id=new.id).update(made_at=NOON + timedelta(days=3650))
    forget_deliveries()
    assert list(Delivery.objects.values_list("id", flat=True)) == [new.id]


@pytest.mark.django_db(transaction=True)
def test_the_sender_sends_until_told_to_stop(receiver):
    make_webhook("the shop", receiver.url, events=["ConsentNoted"], by=HOUSE)
    entries = [happened() for _ in range(20)]
    halt, all_there = threading.Event(), threading.Event()
    receiver.before = lambda: all_there.set() if len(receiver.heard) >= 20 else None
    thread = threading.Thread(target=keep_sending, args=(halt,))
    thread.start()
    assert all_there.wait(20)
    halt.set()
    thread.join(20)
    assert not thread.is_alive()
    assert len(set(receiver.ids)) == 20
    assert Delivery.objects.filter(entry__in=entries, state="delivered").count() == 20


@pytest.mark.django_db(transaction=True)
def test_two_senders_never_claim_the_same_delivery(receiver):
    for n in range(8):
        make_webhook(f"shop {n}", receiver.url, events=["ConsentNoted"], by=HOUSE, at=NOON)
    put_down(happened())
    claimed: list[str] = []
    ready = threading.Barrier(4)

    def one() -> None:
        ready.wait(10)
        claimed.extend(str(parcel.delivery_id) for parcel in claim(NOON, 50))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(claimed) == len(set(claimed)) == 8


def test_an_announcement_costs_no_statement_more(webhook, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        announce(ConsentNoted(new_id(), "news", True), by=HOUSE, because=None)
        connection.send_waiting()  # type: ignore[attr-defined]
    assert Delivery.objects.count() == 1
