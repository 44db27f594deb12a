"""Files that go with our messages, and files that are given out: by a signed address, never in our pages' name."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels.actions import Incoming, Part, deliver, receive, send, withdraw
from zhiyin.listen.channels.chat.showing import FILE_SALT
from zhiyin.listen.channels.models import Attachment, Channel, Message, Scan
from zhiyin.listen.channels.policy import LARGEST_TOGETHER, MOST_FILES, too_much
from zhiyin.listen.channels.reads import parts_taken_back
from zhiyin.listen.channels.scanning import ask
from zhiyin.listen.channels.serving import KEEP, SHOW, lasting_link_to, link_to

BY = system("test")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
HTML = b"<script>alert(1)</script>"


def part(name: str, content: bytes, content_type: str = "application/pdf") -> Part:
    return Part(name, content_type, len(content), content)


@pytest.fixture
def li_na(db: None) -> Customer:
    return identify("email", "li.na@example.com", name="李娜", by=BY)


def write(channel: Channel, customer: Customer, *files: Part, **given: Any) -> Message:
    return send(customer_id=customer.id, channel_id=channel.id, text="您好", files=files, by=BY, because=None, **given)


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ([("a.pdf", 1)], ("", "")),
        ([("a.pdf", 1)] * (MOST_FILES + 1), ("many", "")),
        ([("a.pdf", 0)], ("empty", "a.pdf")),
        ([("a.pdf", LARGEST_TOGETHER // 2 + 1)] * 2, ("together", "")),
    ],
)
def test_what_may_go_with_a_message(files: list[tuple[str, int]], fault: tuple[str, str]) -> None:
    assert too_much(files) == fault


@pytest.mark.django_db
def test_files_go_with_a_mail_under_their_names(mailbox: Channel, li_na: Customer) -> None:
    assert deliver(write(mailbox, li_na, part("发票.pdf", b"%PDF-1.7")).id) == "sent"
    (sent,) = outbox.outbox
    (found,) = [one for one in sent.message().walk() if one.get_filename()]
    assert (found.get_filename(), found.get_payload(decode=True)) == ("发票.pdf", b"%PDF-1.7")


@pytest.mark.django_db
def test_a_program_or_a_channel_without_files_is_refused_in_words_and_nothing_is_written(
    mailbox: Channel, connection_in: Channel, li_na: Customer
) -> None:
    with pytest.raises(ValidationError):
        write(mailbox, li_na, part("setup.exe", b"MZ"))
    with pytest.raises(ValidationError):
        write(connection_in, li_na, part("a.pdf", b"%PDF"))
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_files_of_a_message_taken_back_are_its_writers_only(mailbox: Channel, li_na: Customer) -> None:
    message = write(mailbox, li_na, part("a.pdf", b"%PDF"), undo_seconds=5)
    ids = [one.id for one in Attachment.objects.all()]
    assert parts_taken_back(ids, li_na.id, BY) == [], "not while it stands"
    withdraw(message.id, by=BY)
    assert [one.content for one in parts_taken_back(ids, li_na.id, BY)] == [b"%PDF"]
    other = identify("email", "other@example.com", by=BY)
    assert parts_taken_back(ids, other.id, BY) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "content_type", "show", "in_place"),
    [
        (PNG, "image/png", True, True),
        (PNG, "image/png", False, False),
        (HTML, "image/png", True, False),
        (HTML, "text/html", True, False),
        (HTML, "image/svg+xml", True, False),
    ],
)
def test_only_pictures_are_shown_and_nothing_runs(
    mailbox: Channel, li_na: Customer, content: bytes, content_type: str, show: bool, in_place: bool
) -> None:
    write(mailbox, li_na, part("x", content, content_type))
    answer = Client().get(link_to(Attachment.objects.get(), SHOW if show else KEEP))
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("inline" if in_place else "attachment")
    assert answer["Content-Type"] == (content_type if in_place else "application/octet-stream")
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == ("nosniff", True)


@pytest.mark.django_db
def test_an_address_is_good_for_minutes_and_one_file_and_may_lie_elsewhere(
    mailbox: Channel, li_na: Customer, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(mailbox, li_na, part("a.pdf", b"%PDF"))
    found = Attachment.objects.get()
    link = link_to(found)
    assert Client().get(link).status_code == 200
    assert Client().get(link[:-3] + "abc").status_code == 404
    assert Client().get(f"/attachments/{found.id}").status_code in (302, 403), "signing in is asked for"
    later = (timezone.now() + timedelta(minutes=11)).timestamp()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("django.core.signing.time.time", lambda: later)
        assert Client().get(link).status_code == 404
    settings.FILES_URL = "https://files.example"
    assert link_to(found).startswith("https://files.example/files/")


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Path:
    """A command that finds EICAR's name, and fails where a file says so."""
    script = tmp_path / "scan.sh"
    script.write_text(
        '#!/bin/sh\ngrep -q BROKEN "$1" && exit 2\n'
        'grep -q EICAR "$1" && { echo "$1: Eicar-Test-Signature"; exit 1; }\nexit 0\n'
    )
    script.chmod(0o755)
    settings.SCANNER = str(script)
    return script


@pytest.mark.django_db
def test_what_the_scanner_finds_is_given_to_nobody_and_the_message_says_so(
    mailbox: Channel, li_na: Customer, scanner: Path
) -> None:
    files = (part("bad.pdf", b"EICAR"), part("good.pdf", b"%PDF"))
    heard = Incoming("1@example.com", "email", "li.na@example.com", "?", parts=files)
    bad, good = receive(mailbox, heard, by=BY, because=None).attachments.order_by("id")
    assert (bad.digest, bool(bad.left_out), bool(good.digest), good.left_out) == ("", True, True, "")
    assert [Client().get(link_to(one)).status_code for one in (bad, good)] == [404, 200]
    assert [(one.safe, "Eicar" in one.words) for one in Scan.objects.order_by("safe")] == [
        (False, True),
        (True, False),
    ]


@pytest.mark.django_db
def test_nothing_unsafe_leaves_and_what_could_not_be_checked_waits(
    mailbox: Channel, li_na: Customer, scanner: Path
) -> None:
    bad, unchecked = write(mailbox, li_na, part("b.pdf", b"EICAR")), write(mailbox, li_na, part("c.pdf", b"BROKEN"))
    assert [deliver(bad.id), deliver(unchecked.id)] == ["failed", "queued"]
    assert outbox.outbox == []
    assert Client().get(link_to(unchecked.attachments.get())).status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "found"), [(b"stream: OK\0", ""), (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "Win.Test.EICAR_HDB-1")]
)
def test_clamav_is_asked_over_its_socket(tmp_path: Path, settings: Any, said: bytes, found: str) -> None:
    file, heard = tmp_path / "file", bytearray()
    file.write_bytes(b"x" * 100_000)
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        line, _address = server.accept()
        with line:
            while not heard.endswith(bytes(4)):
                heard.extend(line.recv(65536))
            line.sendall(said)

    thread = threading.Thread(target=answer)
    thread.start()
    settings.SCANNER = f"clamd:127.0.0.1:{server.getsockname()[1]}"
    assert ask(file) == found
    thread.join()
    server.close()
    assert (heard[:10], len(heard)) == (b"zINSTREAM\0", 10 + 100_000 + 2 * 4 + 4)


@pytest.mark.django_db
def test_the_chat_asks_the_scanner_too_each_time_a_file_is_asked_for(chat: Channel, scanner: Path) -> None:
    said = Incoming("1", "visitor", "v1", "?", parts=(part("a.png", PNG, "image/png"),))
    found = receive(chat, said, by=BY, because=None).attachments.get()
    address = f"/chat/{chat.key}/files/{signing.dumps(found.id.hex, salt=FILE_SALT)}"
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    scanner.write_text("#!/bin/sh\nexit 2\n")
    Scan.objects.all().delete()
    assert Client().get(address).status_code == 503, "nobody says that it is safe"
    scanner.write_text("#!/bin/sh\necho bad\nexit 1\n")
    assert Client().get(address).status_code == 404
    assert Client().get(f"{address}?small").status_code == 404
    found.refresh_from_db()
    assert found.digest == ""


@pytest.mark.django_db
def test_an_address_for_a_messenger_lasts_thirty_days(
    mailbox: Channel, li_na: Customer, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://care.example"
    write(mailbox, li_na, part("a.pdf", b"%PDF"))
    link = lasting_link_to(Attachment.objects.get())
    assert link.startswith("https://care.example/files/")
    for days, status in ((0, 200), (29, 200), (31, 404)):
        later = (timezone.now() + timedelta(days=days)).timestamp()
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr("django.core.signing.time.time", lambda later=later: later)
            assert Client().get(link.removeprefix("https://care.example")).status_code == status
