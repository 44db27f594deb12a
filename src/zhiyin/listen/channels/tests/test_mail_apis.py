"""Mail that leaves by the API of Mailgun or Gmail: the same mail as by SMTP, and each answer taken for what it means."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import Part, deliver, make_channel, process, send, store_mail
from zhiyin.listen.channels.actions.delivering import due
from zhiyin.listen.channels.email.apis import words_of
from zhiyin.listen.channels.email.checking import round_trip, way_out
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.models import Channel, Delivery, MailboxState
from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback, said

pytestmark = pytest.mark.django_db
BY = system("test")
KEY, TOKEN = "key-3ax6xnjp29jd6fds4gc373sgvjxteol0", "ya29.token"


class Service(Loopback):
    """Both services and Google's token server. `answers` come before the usual ones; None hangs up."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Answer | None] = []
        self.tokens = 0
        self.mails: list[tuple[str, bytes]] = []

    def answer(self, asked: Asked) -> Answer | None:
        if asked.path == "/token":
            self.tokens += 1
            return said(access_token=f"{TOKEN}{self.tokens}", expires_in=3600)
        if self.answers:
            return self.answers.pop(0)
        if asked.path == "/v3/zhiyin.example/messages.mime":
            if b64decode(asked.headers["authorization"].removeprefix("Basic ")).decode() != f"api:{KEY}":
                return Answer(401, b"Forbidden", "text/plain")
            self.mails.append((asked.form["to"][1].decode(), asked.form["message"][1]))
            return said(id="<20111114174239.25659.5817@samples.mailgun.org>", message="Queued. Thank you.")
        if asked.path == "/upload/gmail/v1/users/me/messages/send" and asked.query == {"uploadType": "media"}:
            if asked.headers["authorization"] != f"Bearer {TOKEN}{self.tokens}":
                return said(401, error={"code": 401, "message": "Request had invalid authentication credentials."})
            assert asked.headers["content-type"] == "message/rfc822"
            self.mails.append(("", asked.body))
            return said(id="18f", threadId="18f", labelIds=["SENT"])
        return said(404, message="Not Found")


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    with Service() as side:
        yield side


def connect(unit: Unit, service: Service, by: str, **given: str) -> Channel:
    asked = {
        "name": "客服邮箱",
        "address": "care@zhiyin.example",
        "send_by": by,
        "send_url": f"{service.url}/",
        "send_key": KEY,
        "oauth_client_id": "client",
        "oauth_token_url": f"{service.url}/token",
        "oauth_refresh_token": "refresh",
        "automatic_per_hour": "6",
        **given,
    }
    form = ChannelForm(asked, kind="email")
    assert form.is_valid(), form.errors
    settings = form.settings()
    assert KEY not in json.dumps(settings), "it is stored sealed"
    return make_channel(
        "email", "客服邮箱", unit.id, "care@zhiyin.example", settings=settings, replies_armed=True, by=BY
    )


def write(channel: Channel) -> Delivery:
    customer = identify("email", "li.na@example.com", by=BY)
    files = (Part("发票.pdf", "application/pdf", 8, b"%PDF-1.7"),)
    sent = send(
        customer_id=customer.id, channel_id=channel.id, text="您好", subject="订单", files=files, by=BY, because=None
    )
    deliver(sent.id)
    return Delivery.objects.select_related("message").get(message=sent)


@pytest.mark.parametrize("by", ["mailgun", "gmail"])
def test_the_mail_is_the_one_that_smtp_would_have_taken(unit: Unit, service: Service, by: str) -> None:
    delivery = write(connect(unit, service, by))
    assert delivery.state == "sent", delivery.error
    ((to, raw),) = service.mails
    assert to == ("li.na@example.com" if by == "mailgun" else "")
    mail = message_from_bytes(raw, policy=default)
    assert mail["Message-ID"] == f"<{delivery.message.external_id}>", "so answers find their thread"
    assert (mail["To"], mail["Subject"]) == ("li.na@example.com", "订单")
    assert "care+" in mail["Reply-To"]
    (file,) = mail.iter_attachments()  # type: ignore[attr-defined]
    assert (file.get_filename(), file.get_content()) == ("发票.pdf", b"%PDF-1.7")


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (
            said(400, message="to parameter is not a valid address. please check documentation"),
            "failed",
            "valid address",
        ),
        (said(413, message="too large"), "failed", "too large"),
        (Answer(401, b"Forbidden", "text/plain"), "queued", "Forbidden"),
        (said(403, message="Domain sandbox is not allowed to send"), "queued", "sandbox"),
        (said(429, message="slow down"), "queued", "slow down"),
        (said(500, error={"message": "backendError"}), "queued", "backendError"),
        (Answer(502, b"<html>", "text/html"), "unsure", ""),
        (None, "unsure", ""),
    ],
)
def test_each_answer_is_taken_for_what_it_means(
    unit: Unit, service: Service, answer: Answer | None, state: str, words: str
) -> None:
    channel = connect(unit, service, "mailgun")
    service.answers = [answer]
    delivery = write(channel)
    assert delivery.state == state
    assert words in delivery.error
    assert KEY not in delivery.error
    service.answers = []
    later = timezone.now() + timedelta(days=1)
    assert (delivery.message_id in due(later)) == (state == "queued")
    if state == "queued":  # mended, it leaves
        assert deliver(delivery.message_id, now=later) == "sent"
    assert len(service.mails) == (state == "queued")


def test_a_token_that_was_taken_back_is_asked_for_anew(unit: Unit, service: Service) -> None:
    channel = connect(unit, service, "gmail")
    assert write(channel).state == "sent"
    service.tokens += 1  # ours counts no longer
    assert write(channel).state == "sent"
    assert len(service.mails) == 2


def test_a_service_inside_our_network_is_not_asked(unit: Unit, service: Service, settings: Any) -> None:
    channel = connect(unit, service, "mailgun")
    settings.PRIVATE_RECEIVERS = ""
    assert (write(channel).state, service.asked) == ("queued", [])


def test_the_steps_send_the_test_mail_the_same_way(unit: Unit, service: Service) -> None:
    channel = connect(unit, service, "mailgun")
    assert (way_out(channel).well, "Mailgun" in way_out(channel).words) == (None, True)
    service.answers = [Answer(401, b"Forbidden", "text/plain")]
    refused = round_trip(channel)
    assert (refused.well, "Forbidden" in refused.words) == (False, True)
    assert round_trip(channel).well is None
    ((_to, raw),) = service.mails
    process(store_mail(channel.id, raw).id)
    assert MailboxState.objects.get(channel=channel).test_back_at is not None
    assert round_trip(channel).well


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"message": "no"}', "no"),
        (b'{"error": {"code": 400, "message": "Invalid To header"}}', "Invalid To header"),
        (b'{"error": "x"}', "x"),
        (b"Forbidden\n", "Forbidden"),
        (b'{"other": 1}', '{"other": 1}'),
        (b"[]", "[]"),
        (b"", ""),
    ],
)
def test_the_words_of_a_service(body: bytes, words: str) -> None:
    assert words_of(body) == words
