"""A Telegram bot: updates in, messages out, and the webhook that the connect page sets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import Part, deliver, fetch_file, make_channel, process, send
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.models import Arrival, Attachment, Channel, Delivery, Message
from zhiyin.listen.channels.telegram.provider import TELEGRAM
from zhiyin.listen.channels.telegram.taking import secret_of
from zhiyin.listen.channels.tests import loopback_telegram as they
from zhiyin.listen.channels.tests.loopback import Answer
from zhiyin.listen.channels.tests.loopback_telegram import FANG, Telegram, failure, message

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture
def telegram(settings: Any) -> Iterator[Telegram]:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    with Telegram() as side:
        settings.TELEGRAM_API = side.url
        yield side


def connect(unit: Unit, **given: str) -> Channel:
    asked = {"name": "Bot", "bot_token": they.TOKEN, "automatic_per_hour": "6", **given}
    form = ChannelForm(asked, kind="telegram")
    assert form.is_valid(), form.errors
    return make_channel("telegram", "Bot", unit.id, key="tg", settings=form.settings(), by=BY)


@pytest.fixture
def bot(unit: Unit, telegram: Telegram) -> Channel:
    return connect(unit)


def comes(channel: Channel, secret: str | None = None, id: int = 10000, **update: Any) -> Any:
    answer = Client().post(
        "/in/tg",
        json.dumps({"update_id": id, **update}),
        "application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": secret_of(channel) if secret is None else secret},
    )
    for arrival in Arrival.objects.filter(state="stored"):
        process(arrival.id)
    return answer


def write(channel: Channel, text: str = "您好", *files: Part) -> Delivery:
    customer = Customer.objects.get()
    sent = send(customer_id=customer.id, channel_id=channel.id, text=text, files=files, by=BY, because=None)
    deliver(sent.id)
    return Delivery.objects.get(message=sent)


def test_an_update_becomes_a_message_once(bot: Channel) -> None:
    assert [comes(bot, message=message()).status_code for _ in range(3)] == [200] * 3
    found = Message.objects.get()
    assert (found.text, found.thread, found.author_name) == ("还有房间吗", str(FANG), "芳 王")
    assert (Identity.objects.get().kind, Identity.objects.get().value) == ("telegram", str(FANG))
    assert Customer.objects.get().language == "zh"
    assert 29 < (timezone.now() - found.at).total_seconds() < 60


def test_the_same_message_in_another_update_is_the_same(bot: Channel) -> None:
    told = message()
    comes(bot, message=told)
    comes(bot, id=10001, message=told)
    assert (Message.objects.count(), Arrival.objects.count()) == (1, 2)


@pytest.mark.parametrize("secret", ["", "guessed", "ä"])
def test_without_the_secret_nothing_is_stored(bot: Channel, secret: str) -> None:
    assert comes(bot, secret=secret.encode().decode("latin-1"), message=message()).status_code == 403
    assert not Arrival.objects.exists()
    assert Client().get("/in/tg").status_code == 405


def test_an_earlier_secret_of_ours_is_still_believed(bot: Channel, settings: Any) -> None:
    old = secret_of(bot)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one"
    assert secret_of(bot) != old
    assert comes(bot, secret=old, message=message()).status_code == 200


@pytest.mark.parametrize(
    ("told", "text", "file"),
    [
        ({"text": None, "caption": "漏水了", "photo": [
            {"file_id": "photo-small", "width": 90, "height": 67, "file_size": 1000},
            {"file_id": "photo-large", "width": 1280, "height": 960, "file_size": 90000},
        ]}, "漏水了", ("photo.jpg", "image/jpeg", "photo-large")),
        ({"text": None, "voice": {"file_id": "v", "duration": 2, "mime_type": "audio/ogg", "file_size": 9}},
         "", ("voice.ogg", "audio/ogg", "v")),
        ({"text": None, "document": {"file_id": "d", "file_name": "发票.pdf", "mime_type": "application/pdf"}},
         "", ("发票.pdf", "application/pdf", "d")),
        ({"text": None, "location": {"latitude": 39.9, "longitude": 116.4}}, "geo:39.9,116.4", None),
        ({"text": None, "venue": {"location": {"latitude": 39.9, "longitude": 116.4}, "title": "酒店",
                                  "address": "长安街"}}, "酒店\n长安街\ngeo:39.9,116.4", None),
        ({"text": None, "contact": {"phone_number": "+8613800138000", "first_name": "娜"}}, "娜 +8613800138000", None),
        ({"text": None, "sticker": {"file_id": "s", "emoji": "👍"}}, "👍", None),
    ],
)  # fmt: skip
def test_each_kind_says_what_it_can_in_words(bot: Channel, told: Any, text: str, file: Any) -> None:
    comes(bot, message=message(**told))
    assert Message.objects.get().text == text
    found = Attachment.objects.first()
    assert (found and (found.name, found.content_type, found.source)) == file


def test_a_changed_message_is_one_more_that_names_the_first(bot: Channel) -> None:
    comes(bot, message=message(text="两间"))
    changed = message(text="三间")
    comes(bot, id=2, edited_message=changed | {"edit_date": changed["date"] + 10})
    comes(bot, id=3, edited_message=changed | {"edit_date": changed["date"] + 10})
    first, second = Message.objects.order_by("at")
    assert (second.text, second.answers_id, second.thread) == ("✎ 三间", first.id, first.thread)


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(text="/start deep-link")},
        {"message": message() | {"chat": {"id": -100, "type": "supergroup", "title": "群"}}},
        {"message": message() | {"from": {"id": 5, "is_bot": True, "first_name": "b"}}},
        {"message": message(text=None, new_chat_title="x")},
        {"poll_answer": {"poll_id": "1"}},
    ],
)
def test_what_says_nothing_opens_nothing(bot: Channel, update: Any) -> None:
    assert comes(bot, **update).status_code == 200
    assert Arrival.objects.get().state == "processed"
    assert not Customer.objects.exists()


def test_who_starts_the_bot_is_greeted(unit: Unit, telegram: Telegram) -> None:
    bot = connect(unit, greeting="您好，有什么可以帮您？")
    answer = comes(bot, message=message(text="/start"))
    assert answer.json() == {"method": "sendMessage", "chat_id": FANG, "text": "您好，有什么可以帮您？"}
    assert comes(bot, id=2, message=message(id=2)).content == b"stored"


def test_rubbish_with_the_secret_is_kept_for_a_person(bot: Channel) -> None:
    for body in (b"no json", b"[]", b"{}", b"7"):
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret_of(bot)}
        assert Client().post("/in/tg", body, "application/json", headers=headers).status_code == 200
    for arrival in Arrival.objects.all():
        process(arrival.id)
    assert set(Arrival.objects.values_list("state", flat=True)) == {"failed"}


def test_files_are_fetched_after_their_message(bot: Channel, telegram: Telegram) -> None:
    for number, file in enumerate(("photo-large", "huge", "missing")):
        photo = [{"file_id": file, "width": 9, "height": 9, "file_size": 9}]
        comes(bot, id=number, message=message(id=number, text=None, photo=photo))
    large, huge, missing = (Attachment.objects.get(source=one) for one in ("photo-large", "huge", "missing"))
    assert [fetch_file(one.id) for one in (large, huge, missing)] == [True, False, False]
    for one in (large, huge, missing):
        one.refresh_from_db()
    assert path_of(large.digest).read_bytes() == b"\xff\xd8\xff photo"
    assert (large.content_type, large.left_out) == ("image/jpeg", "")
    assert "too big" in huge.left_out
    assert missing.digest == ""


def test_an_answer_leaves_and_is_named(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    delivery = write(bot, "有的 *一间* <b>")
    assert (delivery.state, delivery.external_id, delivery.to_address) == ("sent", f"{FANG}:9001", str(FANG))
    assert telegram.sent == [{"chat_id": FANG, "text": "有的 *一间* <b>"}]


def test_a_long_answer_leaves_in_parts(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    text = "😀好。" * 3000
    assert write(bot, text).state == "sent"
    assert "".join(one["text"] for one in telegram.sent) == text
    assert len(telegram.sent) == 3


@pytest.mark.parametrize(
    ("fails", "state", "words", "at_least"),
    [
        (failure(429, "Too Many Requests: retry after 337", retry_after=337), "queued", "337", 330),
        (failure(403, "Forbidden: bot was blocked by the user"), "failed", "blocked by the user", None),
        (failure(400, "Bad Request: chat not found"), "failed", "chat not found", None),
        (failure(401, "Unauthorized"), "queued", "Unauthorized", 0),
        (failure(500, "Internal Server Error"), "queued", "Internal", 0),
        (Answer(502, b"<html>"), "unsure", "", None),
        (None, "unsure", "", None),
    ],
)
def test_what_telegram_says_to_an_answer(
    bot: Channel, telegram: Telegram, fails: Answer | None, state: str, words: str, at_least: int | None
) -> None:
    comes(bot, message=message())
    telegram.fails = [fails]
    delivery = write(bot)
    assert (delivery.state, words in delivery.error, len(telegram.sent)) == (state, True, 1)
    assert they.TOKEN not in delivery.error
    if at_least is not None:
        assert delivery.next_at is not None
        assert delivery.next_at >= timezone.now() + timedelta(seconds=at_least)
        assert deliver(delivery.message_id, now=timezone.now() + timedelta(hours=1)) == "sent"


def test_half_an_answer_is_not_said_again(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    good = Answer(200, json.dumps({"ok": True, "result": {"message_id": 1}}).encode())
    telegram.fails = [good, failure(403, "Forbidden: bot was blocked by the user")]
    delivery = write(bot, "好。" * 3000)
    assert (delivery.state, delivery.parts_sent, len(telegram.sent)) == ("failed", 1, 2)


def test_the_steps_set_the_webhook(bot: Channel, telegram: Telegram, settings: Any) -> None:
    settings.PUBLIC_URL = "http://care.example.com"
    assert [step.well for step in TELEGRAM.checks(bot)] == [False, True, None, None]
    assert telegram.webhook["url"] == ""
    settings.PUBLIC_URL = "https://care.example.com"
    assert [step.well for step in TELEGRAM.checks(bot)] == [True, True, True, None]
    assert telegram.webhook["url"] == "https://care.example.com/in/tg"
    assert comes(bot, secret=telegram.webhook["secret_token"], message=message()).status_code == 200
    assert [step.well for step in TELEGRAM.checks(bot)] == [True] * 4
    telegram.webhook |= {"pending_update_count": 4, "last_error_message": "Wrong response: 502 Bad Gateway"}
    step = TELEGRAM.checks(bot)[2]
    assert (step.well, "502 Bad Gateway" in step.words) == (False, True)


def test_a_wrong_token_says_where_to_get_it(unit: Unit, telegram: Telegram, settings: Any) -> None:
    settings.PUBLIC_URL = "https://care.example.com"
    wrong = connect(unit, bot_token="110201543:" + "B" * 35)
    step = TELEGRAM.checks(wrong)[1]
    assert (step.well, "BotFather" in step.words) == (False, True)


# -- files --------------------------------------------------------------------------------------------------------------

PNG, PDF = b"\x89PNG\r\n\x1a\n" + b"0" * 20, b"%PDF-1.7 invoice"
PICTURE = Part("房间.png", "image/png", len(PNG), PNG)
INVOICE = Part('发票 "7".pdf', "application/pdf", len(PDF), PDF)


def test_pictures_and_files_leave_after_the_text(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    delivery = write(bot, "请查收", PICTURE, INVOICE)
    assert (delivery.state, delivery.external_id) == ("sent", f"{FANG}:9003")
    assert telegram.sent == [
        {"chat_id": FANG, "text": "请查收"},
        {"chat_id": FANG, "photo": ("房间.png", PNG)},
        {"chat_id": FANG, "document": ("发票 _7_.pdf", PDF)},
    ]


def test_a_picture_that_telegram_does_not_take_as_one_is_a_file(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    telegram.fails = [failure(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")]
    assert write(bot, "", PICTURE).state == "sent"
    assert [list(one)[1] for one in telegram.sent] == ["photo", "document"]


def test_a_pause_between_files_goes_on_where_it_stopped(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    ok = Answer(200, json.dumps({"ok": True, "result": {"message_id": 1}}).encode())
    telegram.fails = [ok, failure(429, "Too Many Requests: retry after 5", retry_after=5)]
    delivery = write(bot, "您好", INVOICE)
    assert (delivery.state, delivery.parts_sent) == ("queued", 1)
    assert deliver(delivery.message_id, now=timezone.now() + timedelta(hours=1)) == "sent"
    assert [list(one)[1] for one in telegram.sent] == ["text", "document", "document"]


def test_a_file_that_may_have_arrived_is_not_sent_twice(bot: Channel, telegram: Telegram) -> None:
    comes(bot, message=message())
    telegram.fails = [None]
    delivery = write(bot, "", INVOICE)
    assert delivery.state == "unsure"
    deliver(delivery.message_id, now=timezone.now() + timedelta(days=1))
    assert len(telegram.sent) == 1
