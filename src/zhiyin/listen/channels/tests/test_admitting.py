"""Which files come in and go out: one policy, asked on every way, and a message says what was left out."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zhiyin.face.testing import person_with
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.listen.channels.actions import Incoming, Part, fetch_file, make_channel, process, receive, send, store_mail
from zhiyin.listen.channels.admitting import NO_SUCH_KIND, TOO_LARGE
from zhiyin.listen.channels.models import Attachment, Channel, Message
from zhiyin.listen.channels.policy import kind_of_file
from zhiyin.listen.channels.provider import PROVIDERS, Fetched
from zhiyin.listen.channels.reads import takes_files
from zhiyin.listen.channels.tests.test_chat import token_in

BY = system("test")


@pytest.mark.parametrize(
    ("name", "content_type", "kind"),
    [
        ("合同.PDF", "", "document"),
        ("发票.pdf.exe", "application/pdf", "program"),
        ("发票.EXE. ", "image/png", "program"),
        ("photo.JPG", "application/octet-stream", "picture"),
        ("photo.jpg", "application/x-msdownload", "picture"),
        ("voice.amr", "", "sound"),
        ("a.mov", "", "film"),
        ("a.tar.gz", "", "archive"),
        ("page.html", "text/html", "other"),
        ("drawing.svg", "image/svg+xml", "other"),
        ("", "image/jpeg", "picture"),
        ("image", "image/svg+xml", "other"),
        ("note", "text/plain", "document"),
        ("blob", "application/octet-stream", "other"),
        (".exe", "text/plain", "document"),
    ],
)
def test_the_kind_of_a_file_is_what_its_ending_would_do(name: str, content_type: str, kind: str) -> None:
    assert kind_of_file(name, content_type) == kind


def nothing_but(**when: list[str]) -> None:
    """Only files that meet this are taken, up to 1 MB."""
    rows = [{"when": when, "then": {"largest_megabytes": 1}}, {"when": {}, "then": {"largest_megabytes": 0}}]
    put_in_force("files", rows, "for the test", by=BY, because=None)


def part(name: str, size: int = 4, **given: Any) -> Part:
    return Part(name, "application/octet-stream", size, b"x" * size, **given)


def heard(*parts: Part) -> Incoming:
    return Incoming("1@example.com", "email", "li.na@example.com", "?", parts=parts)


@pytest.fixture
def channel(request: pytest.FixtureRequest, unit: Unit) -> Channel:
    return make_channel(request.param, "x", unit.id, "x@zhiyin.example", key="x", replies_armed=True, by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize("channel", sorted(PROVIDERS), indirect=True)
def test_every_kind_of_channel_asks_before_it_keeps_or_fetches_a_file(channel: Channel) -> None:
    nothing_but(channel=[channel.kind], direction=["in"], file=["document"])
    given = heard(
        part("a.pdf"), part("b.mp3"), part("c.pdf", 2**20 + 1), Part("d.exe", "", 0, None, source="media"),
        Part("e.pdf", "", 0, None, left_out="too many attachments"),
    )  # fmt: skip
    a, b, c, d, e = receive(channel, given, by=BY, because=None).attachments.order_by("name")
    assert (bool(a.digest), a.left_out) == (True, "")
    assert [(one.digest, one.left_out) for one in (b, c)] == [("", NO_SUCH_KIND), ("", TOO_LARGE)]
    assert (d.left_out, d.source) == (NO_SUCH_KIND, ""), "what is not wanted is not fetched either"
    assert e.left_out == "too many attachments"


@pytest.mark.django_db
def test_a_mail_asks_and_says_what_it_left_out_in_the_reader_s_language(mailbox: Channel) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "li@example.com", "care@zhiyin.example", "<m1@example.com>"
    mail.set_content("hello")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="invoice.pdf.exe")
    message = process(store_mail(mailbox.id, mail.as_bytes()).id)
    assert message is not None
    kept = {one.name: (bool(one.digest), one.left_out) for one in message.attachments.all()}
    assert kept == {"a.pdf": (True, ""), "invoice.pdf.exe": (False, NO_SUCH_KIND)}
    person = person_with("lead", "en")
    person.memberships.update(unit=mailbox.unit)
    for language, words in (("en", "files of this kind are not taken"), ("zh-hans", "不接收这类文件")):
        person.language = language
        person.save()
        client = Client()
        client.force_login(person)
        assert words in client.get(f"/messages/{message.id}").content.decode()


@pytest.mark.django_db
def test_a_chat_says_at_once_what_it_does_not_take(chat: Channel) -> None:
    client = Client()
    token = token_in(client.get("/chat/hotel").content)

    def give(name: str, size: int = 4) -> int:
        file = SimpleUploadedFile(name, b"x" * size)
        answer = client.post(
            "/chat/hotel/message",
            {"client_id": f"client-{name}-{size}".replace(".", "-"), "file": file},
            headers={"X-Visitor": token},
        )
        return answer.status_code

    assert [give("a.png"), give("a.zip"), give("a.exe"), give("a.html"), give("a.odd"), give("none")] == [
        200, 200, 422, 422, 422, 422,
    ]  # fmt: skip
    nothing_but(channel=["chat"], file=["document"])
    assert [give("b.png"), give("b.pdf"), give("b.pdf", 2**20 + 1)] == [422, 200, 422]
    assert {one.name for one in Attachment.objects.exclude(digest="")} == {"a.png", "a.zip", "b.pdf"}


@pytest.mark.django_db
def test_a_fetched_file_is_judged_by_what_came(connection_in: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    came = {"large": Fetched(b"x" * (2**20 + 1)), "other": Fetched(b"MZ", "", "a.exe"), "good": Fetched(b"%PDF")}
    provider = replace(PROVIDERS["api"], fetch=lambda channel, source: came[source])
    monkeypatch.setitem(PROVIDERS, "api", provider)
    nothing_but(file=["document"])
    given = heard(*(Part(f"{name}.pdf", "", 0, None, source=name) for name in came))
    files = receive(connection_in, given, by=BY, because=None).attachments.order_by("name")
    assert {one.source: fetch_file(one.id) for one in files} == {"good": True, "large": False, "other": False}
    assert {one.source: one.left_out for one in files.all()} == {"good": "", "large": TOO_LARGE, "other": NO_SUCH_KIND}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "channel", sorted(kind for kind, one in PROVIDERS.items() if one.files), indirect=True
)  # fmt: skip
def test_what_leaves_is_asked_about_too_and_refused_in_words(channel: Channel) -> None:
    asked = receive(channel, replace(heard(), author_address="li.na"), by=BY, because=None)

    def write(one: Part) -> Message:
        return send(
            customer_id=asked.customer_id,
            channel_id=channel.id,
            answers_id=asked.id,
            text="hi",
            files=[one],
            by=BY,
            because=None,
        )

    assert takes_files(channel) == 15 * 2**20
    nothing_but(channel=[channel.kind], direction=["out"], file=["document"])
    assert takes_files(channel) == 2**20
    for one in (part("a.mp3"), part("a.pdf", 2**20 + 1)):
        with pytest.raises(ValidationError, match=r"a\.(mp3|pdf)"):
            write(one)
    assert Message.objects.filter(direction="out").count() == 0
    assert write(part("a.pdf")).attachments.get().digest
