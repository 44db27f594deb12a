"""Mails as they really come: every one becomes a message, nothing raises, nothing is lost, twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiyin.listen.channels.actions import process, store_mail
from zhiyin.listen.channels.email.parsing import parse
from zhiyin.listen.channels.models import Arrival, Attachment, Channel, Message

pytestmark = pytest.mark.django_db

HERE = Path(__file__).resolve()
MAILS = sorted((HERE.parents[6] / "shared" / "data" / "mail").glob("*.eml"))
needs_corpus = pytest.mark.skipif(not MAILS, reason="the mail corpus (../shared/data/mail) is not on this machine")


@needs_corpus
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


@needs_corpus
def test_every_mail_with_something_in_it_has_a_text_an_attachment_or_a_subject() -> None:
    empty = [
        path.name
        for path in MAILS
        if not any((m := parse(path.read_bytes())).said or m.parts or m.subject for _ in (1,))
    ]
    assert empty == []


@needs_corpus
def test_bounces_and_absence_notes_are_told_from_people() -> None:
    automatic = {path.name for path in MAILS if parse(path.read_bytes()).automatic}
    assert {
        "chatwoot-auto_reply.eml",
        "chatwoot-auto_reply_with_auto_submitted.eml",
        "chatwoot-bounced_gmail.eml",
        "chatwoot-bounced_with_no_from.eml",
    } <= automatic
    assert "chatwoot-support.eml" not in automatic
    assert "django-helpdesk-quoted_printable.eml" not in automatic
