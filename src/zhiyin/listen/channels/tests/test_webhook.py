"""A program posts messages to us, gets the answers, and reports what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import deliver, make_channel, process, send
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message
from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback, said
from zhiyin.listen.channels.webhook.mapping import found_at, text_at, time_at
from zhiyin.listen.channels.webhook.provider import WEBHOOK, SigningSecretField
from zhiyin.listen.webhooks.signing import headers_of, new_secret, signature

pytestmark = pytest.mark.django_db
BY = system("test")
KEY = "a key that nobody guesses"
SECRET, BACK = new_secret(), new_secret()


class Program(Loopback):
    """Takes answers and says which number it gave them, or what it was told to say."""

    def __init__(self) -> None:
        super().__init__()
        self.says: Answer | None = said(id="their-7")

    def answer(self, asked: Asked) -> Answer | None:
        return self.says


@pytest.fixture
def program(settings: Any) -> Iterator[Program]:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    with Program() as one:
        yield one


@pytest.fixture
def shop(unit: Unit, program: Program) -> Channel:
    form = ChannelForm(
        {
            "name": "Shop",
            "signing_secret": SECRET,
            "shared_key": KEY,
            "callback_url": f"{program.url}/answers",
            "callback_secret": BACK,
            "automatic_per_hour": "6",
            "text_at": "order.messages.0.body",
            "sender_at": "order.buyer",
            "email_at": "order.mail",
            "id_at": "order.number",
            "time_at": "order.at",
        },
        kind="webhook",
    )
    assert form.is_valid(), form.errors
    return make_channel("webhook", "Shop", unit.id, key="shop", settings=form.settings(), by=BY)


def order(number: str = "7", body: str = "鞋子小了一码", **more: Any) -> dict[str, Any]:
    return {"order": {"number": number, "buyer": "B-9", "mail": "Li@X.cn", "messages": [{"body": body}], **more}}


def post(channel: Channel, told: Any, *, headers: dict[str, str] | None = None) -> int:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    status = (
        Client()
        .post(f"/in/{channel.key}", body, "application/json", headers=headers or {"Authorization": f"Bearer {KEY}"})
        .status_code
    )
    for arrival in Arrival.objects.filter(state="stored"):
        process(arrival.id)
    return status


def signed(told: Any, *, id: str = "msg_1", at: datetime | None = None, secret: str = SECRET) -> tuple[bytes, Any]:
    body = json.dumps(told).encode()
    return body, headers_of(id, at or timezone.now(), body, [secret])


def test_the_vector_of_standard_webhooks() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == expected
    assert SigningSecretField().clean(secret) == secret


@pytest.mark.parametrize(
    ("place", "found"),
    [("a.b", 1), ("a.c.1.d", "x"), ("a.c.9.d", None), ("a.b.c", None), ("", None), ("a.c.-1", None), ("z", None)],
)
def test_places_in_json(place: str, found: object) -> None:
    assert found_at(place, {"a": {"b": 1, "c": [0, {"d": "x"}]}}) == found


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("2026-03-06T09:30:00+08:00", datetime(2026, 3, 6, 1, 30, tzinfo=UTC)),
        ("2026-03-06T01:30:00Z", datetime(2026, 3, 6, 1, 30, tzinfo=UTC)),
        (1772760600, datetime(2026, 3, 6, 1, 30, tzinfo=UTC)),
        ("1772760600000", datetime(2026, 3, 6, 1, 30, tzinfo=UTC)),
        ("2026-03-06T09:30:00", None),  # whose clock?
        ("yesterday", None),
        (1e300, None),
        (True, None),
    ],
)
def test_times_in_json(given: object, at: datetime | None) -> None:
    assert time_at("t", {"t": given}) == at


def test_numbers_are_texts_and_truth_is_none() -> None:
    assert [text_at("a", {"a": one}) for one in (7, "7 ", True, None, [], {})] == ["7", "7", "", "", "", ""]


def test_a_message_stands_where_the_settings_say(shop: Channel) -> None:
    assert post(shop, order(at="2026-03-06T09:30:00+08:00")) == 202
    message = Message.objects.get()
    assert (message.text, message.external_id, message.author_address) == ("鞋子小了一码", "7", "B-9")
    assert message.at == datetime(2026, 3, 6, 1, 30, tzinfo=UTC)
    assert set(Identity.objects.values_list("kind", "value")) == {("external", "B-9"), ("email", "li@x.cn")}


def test_the_same_message_again_changes_nothing(shop: Channel) -> None:
    body, headers = signed(order())
    assert [post(shop, body, headers=headers) for _ in range(3)] == [202] * 3
    again, other_headers = signed(order(), id="msg_2")  # the program forgot that it had sent it
    assert post(shop, again, headers=other_headers) == 202
    assert (Message.objects.count(), Arrival.objects.count()) == (1, 2)


def test_what_is_not_proven_is_not_stored(shop: Channel) -> None:
    now = timezone.now()
    body, headers = signed(order())
    wrong = [
        {"Authorization": "Bearer guessed"},
        {"X-Api-Key": ""},
        signed(order(), secret=new_secret())[1],
        signed(order(body="other"))[1],
        signed(order(), at=now - timedelta(minutes=6))[1],
        signed(order(), at=now + timedelta(minutes=6))[1],
        {**headers, "webhook-id": "msg_9"},
        {**headers, "webhook-timestamp": "soon"},
        {**headers, "webhook-signature": "v1,", "Authorization": f"Bearer {KEY}"},  # who signs is held to it
    ]
    assert [post(shop, body, headers=one) for one in wrong] == [401] * len(wrong)
    assert not Arrival.objects.exists()
    assert Client().get("/in/shop").status_code == 405
    rotating = {**headers, "webhook-signature": "v1,AAAA " + headers["webhook-signature"]}
    assert post(shop, body, headers=rotating) == 202


def test_a_channel_without_secrets_takes_nothing(unit: Unit) -> None:
    bare = make_channel("webhook", "Bare", unit.id, key="bare", by=BY)
    assert post(bare, order(), headers={"Authorization": "Bearer "}) == 401
    assert [step.well for step in WEBHOOK.checks(bare)] == [False, None, None]


def test_what_cannot_be_understood_waits_for_a_person(shop: Channel) -> None:
    assert post(shop, b"no json") == 202
    assert post(shop, {"order": {"buyer": "B-9"}}) == 202
    failures = Arrival.objects.filter(state="failed").order_by("id").values_list("failure", flat=True)
    assert [("JSONDecodeError" in failures[0]), "order.messages.0.body" in failures[1]] == [True, True]


def answered(shop: Channel) -> Delivery:
    post(shop, order())
    message = send(customer_id=Customer.objects.get().id, channel_id=shop.id, text="换一双", by=BY, because=None)
    deliver(message.id)
    return Delivery.objects.get(message=message)


def test_an_answer_is_posted_signed_and_reports_come_back(shop: Channel, program: Program) -> None:
    delivery = answered(shop)
    asked = program.asked[0]
    assert (delivery.state, delivery.external_id, delivery.to_address) == ("sent", "their-7", "B-9")
    assert asked.headers["webhook-signature"] == signature(
        BACK, asked.headers["webhook-id"], int(asked.headers["webhook-timestamp"]), asked.body
    )
    data = asked.said["data"]
    assert (asked.path, data["to"], data["text"]) == ("/answers", "B-9", "换一双")
    for state in ("delivered", "read"):
        assert post(shop, {"report": {"message": data["id"], "state": state}}) == 202
        delivery.refresh_from_db()
        assert delivery.state == state
    post(shop, {"report": {"message": data["id"], "state": "failed", "words": "number unknown"}})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == ("failed", "number unknown")
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("says", "state", "words", "wait_seconds"),
    [
        (said(410, error="gone"), "failed", "410", None),
        (said(302), "failed", "302", None),
        (said(500), "queued", "500", 60),
        (Answer(429, b"slowly", headers=(("Retry-After", "900"),)), "queued", "429 slowly", 900),
        (None, "queued", "", 60),
    ],
)
def test_what_a_program_says_to_an_answer(
    shop: Channel, program: Program, says: Answer | None, state: str, words: str, wait_seconds: int | None
) -> None:
    program.says = says
    delivery = answered(shop)
    assert (delivery.state, words in delivery.error) == (state, True)
    if wait_seconds is None:
        assert delivery.next_at is None
    else:
        assert delivery.next_at is not None
        wait = (delivery.next_at - timezone.now()).total_seconds()
        assert wait_seconds * 0.75 < wait < wait_seconds * 1.25


def test_the_same_answer_again_has_the_same_id(shop: Channel, program: Program) -> None:
    program.says = said(500)
    delivery = answered(shop)
    program.says = said()
    deliver(delivery.message_id, now=timezone.now() + timedelta(hours=1))
    assert len({one.headers["webhook-id"] for one in program.asked}) == 1
    assert len(program.asked) == 2


def test_an_address_inside_is_refused_in_words(shop: Channel, program: Program, settings: Any) -> None:
    settings.PRIVATE_RECEIVERS = ""
    delivery = answered(shop)
    assert (delivery.state, "ZHIYIN_PRIVATE_RECEIVERS" in delivery.error) == ("failed", True)
    assert not program.asked


def test_the_steps_ask_the_program(shop: Channel, program: Program) -> None:
    assert [step.well for step in WEBHOOK.checks(shop)] == [True, None, True]
    assert program.asked[0].said["type"] == "channel.checked"
    program.says = said(401, error="who are you")
    post(shop, order())
    steps = WEBHOOK.checks(shop)
    assert [step.well for step in steps] == [True, True, False]
    assert "who are you" in steps[2].words


def test_a_secret_that_is_none_is_refused_in_the_form() -> None:
    form = ChannelForm(
        {"name": "S", "text_at": "t", "sender_at": "s", "automatic_per_hour": "6", "signing_secret": "secret"},
        kind="webhook",
    )
    assert set(form.errors) == {"signing_secret"}
