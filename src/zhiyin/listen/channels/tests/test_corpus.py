"""Mails as they really come: every one is read rightly and becomes a message, nothing is lost, twice changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from zhiyin.listen.channels.actions import process, store_mail
from zhiyin.listen.channels.email.parsing import parse
from zhiyin.listen.channels.models import Arrival, Attachment, Channel, Message
from zhiyin.listen.channels.tests.expected_mails import EXPECTED, Expected

HERE = Path(__file__).resolve()
MAILS = sorted((HERE.parents[6] / "shared" / "data" / "mail").glob("*.eml"))
needs_corpus = pytest.mark.skipif(not MAILS, reason="the mail corpus (../shared/data/mail) is not on this machine")


@needs_corpus
def test_what_every_mail_says_is_written_down() -> None:
    assert {path.stem for path in MAILS} == set(EXPECTED)


@needs_corpus
@pytest.mark.parametrize(("name", "expected"), EXPECTED.items(), ids=EXPECTED.keys())
def test_every_mail_is_read_rightly(name: str, expected: Expected) -> None:
    mail = parse((MAILS[0].parent / f"{name}.eml").read_bytes())
    assert (mail.subject, mail.sender_name, mail.sender) == (expected.subject, expected.name, expected.sender)
    assert mail.automatic == expected.automatic
    if expected.said.endswith("…"):
        assert mail.said.startswith(expected.said[:-1])
        assert mail.said.endswith(expected.last)
    else:
        assert mail.said == expected.said
    assert expected.quoted in mail.quoted
    assert bool(mail.quoted) == bool(expected.quoted)
    assert expected.html in mail.html
    assert bool(mail.html) == bool(expected.html)
    assert [(one.name, one.content_type, one.size, one.inline) for one in mail.parts] == [
        (one.name, one.kind, one.size, one.inline) for one in expected.files
    ]
    for part, file in zip(mail.parts, expected.files, strict=True):
        assert file.digest in ("*", hashlib.sha256(part.content or b"").hexdigest()[:12])


@needs_corpus
@pytest.mark.django_db
def test_every_mail_becomes_a_message_and_twice_changes_nothing(mailbox: Channel) -> None:
    raws = {path.name: path.read_bytes() for path in MAILS}
    arrivals = {name: store_mail(mailbox.id, raw) for name, raw in raws.items()}
    messages = {name: process(arrival.id) for name, arrival in arrivals.items()}
    assert [name for name, message in messages.items() if message is None] == []
    assert Arrival.objects.exclude(state="processed").count() == 0
    assert {bytes(a.raw) for a in Arrival.objects.all()} == set(raws.values()), "nothing is lost"
    counts = Message.objects.count(), Attachment.objects.count(), Arrival.objects.count()
    for name, raw in raws.items():
        again = process(store_mail(mailbox.id, raw).id)
        assert again == messages[name]
    assert (Message.objects.count(), Attachment.objects.count(), Arrival.objects.count()) == counts
