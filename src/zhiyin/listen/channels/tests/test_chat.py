"""The web chat: who the visitor is, saying things once, what only they may see, who may frame it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels.actions import send
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message

pytestmark = pytest.mark.django_db
BY = system("test")


def token_in(page: bytes) -> str:
    found = re.search(rb'data-visitor="([^"]+)"', page)
    assert found
    return found[1].decode()


def say(client: Client, token: str, text: str, client_id: str = "client-id-1") -> int:
    return client.post(
        "/chat/hotel/message", {"text": text, "client_id": client_id}, headers={"X-Visitor": token}
    ).status_code


def test_looking_at_the_page_makes_no_customer(chat: Channel) -> None:
    assert Client().get("/chat/hotel").status_code == 200
    assert not Identity.objects.exists()


def test_a_message_is_taken_once_however_often_it_is_sent(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    assert [say(client, token, "房间有异味") for _ in range(3)] == [200, 200, 200]
    message = Message.objects.get()
    assert (message.text, message.language, message.channel) == ("房间有异味", "zh", chat)
    assert Arrival.objects.get().state == "processed"
    assert Identity.objects.get().kind == "visitor"


def test_history_and_answers_are_there_after_a_reload(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    say(client, token, "Hello there")
    message = Message.objects.get()
    send(
        customer_id=message.customer_id,
        channel_id=None,
        answers_id=message.id,
        text="We are on it",
        by=BY,
        because=None,
    )
    page = client.get("/chat/hotel").content.decode()
    assert "Hello there" in page
    assert "We are on it" in page
    assert "/events?token=" in page
    # who listens hears who said what: sides and colours say it to the others
    assert re.findall(r'<span class="(?:sr-only|bubble-by)">([^<]+)</span><span class="bubble-text">([^<]+)', page) == [
        ("您", "Hello there"),
        ("Chat", "We are on it"),
    ]
    other = Client().get("/chat/hotel").content.decode()
    assert "Hello there" not in other


def test_a_frame_without_cookies_is_known_by_its_header(chat: Channel) -> None:
    token = token_in(Client().get("/chat/hotel").content)
    say(Client(), token, "Hello there")
    answer = Client().get("/chat/hotel/messages", headers={"X-Visitor": token})
    assert "Hello there" in answer.json()["html"]
    assert Client().get("/chat/hotel/messages").status_code == 204


def test_a_cookie_alone_lets_no_one_write(chat: Channel) -> None:
    client = Client()
    client.get("/chat/hotel")
    assert client.post("/chat/hotel/message", {"text": "x", "client_id": "client-id-1"}).status_code == 403


def test_a_token_of_another_channel_or_a_forged_one_is_refused(chat: Channel) -> None:
    Channel.objects.create(name="b", key="b", kind="chat", unit=chat.unit, made_at=chat.made_at)
    token = token_in(Client().get("/chat/b").content)
    assert say(Client(), token, "x") == 403
    assert say(Client(), "forged", "x") == 403


def test_the_form_works_without_script(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    answer = client.post("/chat/hotel/message", {"text": "hi", "client_id": "client-id-1", "visitor": token})
    assert answer.status_code == 302
    assert "hi" in client.get("/chat/hotel").content.decode()


def test_what_is_too_long_empty_or_too_much_is_refused(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    assert say(client, token, "x" * 5000) == 422
    assert say(client, token, "  ") == 422
    assert {say(client, token, "x", f"client-id-{n}") for n in range(20)} == {200}
    assert say(client, token, "x", "client-id-20") == 429


def test_what_a_visitor_writes_is_shown_as_text(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    say(client, token, "<script>alert(1)</script>")
    assert b"<script>alert" not in client.get("/chat/hotel").content


def test_saying_who_one_is_proves_nothing(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    body = {"name": "李娜", "email": "li.na@example.com"}
    assert client.post("/chat/hotel/details", body, headers={"X-Visitor": token}).status_code == 200
    identity = Identity.objects.select_related("customer").get(kind="email")
    assert (identity.verified_at, identity.customer.name) == (None, "李娜")
    bad = client.post("/chat/hotel/details", {"email": "nonsense"}, headers={"X-Visitor": token})
    assert bad.status_code == 422


def test_held_messages_are_not_shown(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)
    say(client, token, "hello there")
    chat.replies_armed = False
    chat.save()
    message = Message.objects.get()
    send(customer_id=message.customer_id, channel_id=None, answers_id=message.id, text="not yet", by=BY, because=None)
    assert Delivery.objects.get().state == "held"
    assert "not yet" not in client.get("/chat/hotel").content.decode()


def test_only_named_sites_may_frame_the_chat(chat: Channel) -> None:
    assert "frame-ancestors 'self'" in Client().get("/chat/hotel").headers["Content-Security-Policy"]
    chat.settings = {"sites": ["https://shop.example"]}
    chat.save()
    answer = Client().get("/chat/hotel")
    assert "frame-ancestors 'self' https://shop.example" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_the_chat_speaks_the_language_of_its_page(chat: Channel) -> None:
    assert 'lang="en"' in Client().get("/chat/hotel?lang=en").content.decode()
    assert 'lang="zh-Hans"' in Client().get("/chat/hotel?lang=zh-CN").content.decode()


def test_a_chat_out_of_use_is_gone(chat: Channel) -> None:
    chat.active = False
    chat.save()
    assert Client().get("/chat/hotel").status_code == 404
