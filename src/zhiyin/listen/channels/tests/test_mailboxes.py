"""Mailboxes on a real IMAP server: nothing is lost, nothing is doubled, whatever ends in between."""

from __future__ import annotations

import asyncio
import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels.actions import make_channel, process
from zhiyin.listen.channels.email import mailboxes
from zhiyin.listen.channels.email.mailboxes import Fetcher, Locks
from zhiyin.listen.channels.email.servers import open_imap
from zhiyin.listen.channels.models import Arrival, Channel, MailboxState
from zhiyin.listen.channels.tests.dovecot import DOVECOT, PASSWORD, Dovecot, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(DOVECOT is None, reason="needs dovecot (Debian: dovecot-imapd, dovecot-lmtpd)"),
]
Connect = Callable[..., Channel]
BY = system("test")


def mail(number: int, text: str = "你好，订单呢") -> bytes:
    return (
        f"From: 李娜 <li.na@example.com>\r\nSubject: n{number}\r\nMessage-ID: <n{number}@x>\r\n\r\n{text}\r\n".encode()
    )


@pytest.fixture(scope="module")
def _server() -> Iterator[Dovecot]:
    server = Dovecot()
    server.start()
    yield server
    server.close()


@pytest.fixture
def server(_server: Dovecot) -> Iterator[Dovecot]:
    yield _server
    _server.forget()


@pytest.fixture
def connect(server: Dovecot, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Opens a channel for the mailbox of `li` there."""
    for name, seconds in (("LOOK_SECONDS", 0.05), ("FIRST_PAUSE_SECONDS", 0.02), ("LONGEST_PAUSE_SECONDS", 0.1)):
        monkeypatch.setattr(mailboxes, name, seconds)
    monkeypatch.setattr(mailboxes, "LOGIN_PAUSE_SECONDS", 0.05)
    # a server that is being ended may take a connection and say nothing on it
    monkeypatch.setattr(mailboxes, "open_imap", partial(open_imap, patience_seconds=4))

    def made(user: str = "li", password: str = PASSWORD, **settings: Any) -> Channel:
        settings = {
            "imap_host": "127.0.0.1",
            "imap_port": server.imap,
            "imap_security": "none",
            "imap_user": user,
            "sealed": {"password": seal(password)},
            "fetch_from": "all",
            **settings,
        }
        return make_channel("email", user, unit.id, f"{user}@zhiyin.example", settings=settings, by=BY)

    return made


@contextmanager
def fetching(channel: Channel, locks: Locks | None = None) -> Iterator[Fetcher]:
    """The mailbox is watched meanwhile."""
    held = locks or Locks()
    fetcher = Fetcher(channel.id, held)
    fetcher.start()
    try:
        yield fetcher
    finally:
        fetcher.ask_to_stop()
        fetcher.join(10)
        if locks is None:
            held.close()
        assert not fetcher.is_alive(), "a fetcher ends when it is told to"


def names(channel: Channel) -> list[str]:
    return sorted(Arrival.objects.filter(channel=channel).values_list("external_id", flat=True))


def expect(channel: Channel, *numbers: int) -> None:
    """Exactly these mails come to be stored, each once."""
    until(lambda: Arrival.objects.filter(channel=channel).count() >= len(numbers))
    assert names(channel) == sorted(f"n{number}@x" for number in numbers)


def at_rest(channel: Channel, *, next_uid: int) -> MailboxState:
    return until(
        lambda: MailboxState.objects.filter(
            channel=channel, next_uid=next_uid, settled_uid=next_uid, last_error="", last_ok_at__isnull=False
        ).first()
    )


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'job' = 'channels.process'")
        return int(cursor.fetchone()[0])


def test_new_mail_is_stored_within_a_moment_and_stays_as_it_is_there(server: Dovecot, connect: Connect) -> None:
    channel = connect()
    with fetching(channel):
        at_rest(channel, next_uid=1)
        server.deliver(mail(1))
        expect(channel, 1)
        server.deliver(mail(2))
        expect(channel, 1, 2)
        at_rest(channel, next_uid=3)
    assert jobs() == 2
    assert server.flags() == [set(), set()], "what we fetched is as unread there as before"
    assert "name=Zhiyin" in (server.home / "log").read_text(), "we say who we are: 163 opens no folder else"
    message = process(Arrival.objects.get(external_id="n1@x").id)
    assert message is not None
    assert (message.text, message.author_address) == ("你好，订单呢", "li.na@example.com")


def test_everything_that_came_while_we_were_away_for_days_is_fetched(server: Dovecot, connect: Connect) -> None:
    channel = connect()
    server.append(mail(0))
    with fetching(channel):
        expect(channel, 0)
    came_at = (datetime.now(UTC) - timedelta(days=3)).replace(microsecond=0)
    server.append(*(mail(n) for n in range(1, 51)), at=came_at)
    with server.client() as reader:  # somebody reads half of it elsewhere: that changes nothing
        reader.select_folder("INBOX")
        reader.add_flags(reader.search("ALL")[:25], [b"\\Seen"])
    with fetching(channel):
        expect(channel, *range(51))
    assert Arrival.objects.get(external_id="n50@x").arrived_at == came_at, "it waits since it came there"
    with fetching(channel):
        at_rest(channel, next_uid=52)
    assert (Arrival.objects.count(), jobs()) == (51, 51)


def test_a_new_mailbox_begins_where_its_opener_said(server: Dovecot, connect: Connect) -> None:
    now = datetime.now(UTC)
    server.append(mail(1), at=now - timedelta(days=30))
    server.append(mail(2), at=now - timedelta(days=3))
    for begin, expected in (("now", []), ("week", [2]), ("all", [1, 2])):
        channel = connect(fetch_from=begin)
        with fetching(channel):
            at_rest(channel, next_uid=3)
        expect(channel, *expected)
        Channel.objects.filter(id=channel.id).update(active=False)
    late = connect(fetch_from="now")
    server.append(mail(3))  # before anyone connected, but after the channel was opened
    with fetching(late):
        expect(late, 3)


@pytest.mark.parametrize("moment", ["take_in_mail", "_settle"])
def test_a_process_killed_at_the_worst_moment_loses_and_doubles_nothing(
    server: Dovecot, connect: Connect, moment: str
) -> None:
    """Killed inside the transaction that stores, and between its commit and the mark on the server."""
    channel = connect(after_fetching="read")
    with fetching(channel):
        at_rest(channel, next_uid=1)
    server.append(*(mail(n) for n in range(1, 6)))
    place = "fetching" if moment == "take_in_mail" else "fetching.Folder"
    after = 3 if moment == "take_in_mail" else 2
    program = f"""
import os, signal, django
django.setup()
from zhiyin.listen.channels.email import fetching, mailboxes
whole, calls = {place}.{moment}, []
def dying(*a, **k):
    calls.append(1)
    if len(calls) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*a, **k)
{place}.{moment} = dying
mailboxes.Fetcher(__import__("uuid").UUID("{channel.id}"), mailboxes.Locks()).run()
"""
    database = connection.settings_dict
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}?host={database['HOST']}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhiyin.config.settings", "DATABASE_URL": url}
    ended = subprocess.run([sys.executable, "-W", "ignore", "-c", program], env=environment, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert Arrival.objects.count() == (0 if moment == "take_in_mail" else 5)
    assert server.flags() == [set()] * 5
    with fetching(channel):
        expect(channel, 1, 2, 3, 4, 5)
        at_rest(channel, next_uid=6)
    assert server.flags() == [{b"\\Seen"}] * 5, "what an earlier process had no time for is marked"
    assert jobs() == 5


def test_when_the_server_counts_anew_nothing_is_doubled_and_nothing_missed(server: Dovecot, connect: Connect) -> None:
    channel = connect(imap_folder="Support")
    server.append(*(mail(n) for n in range(1, 9)), folder="Support")
    with fetching(channel):
        expect(channel, *range(1, 9))
        first = at_rest(channel, next_uid=9)
    with server.client() as client:
        client.delete_folder("Support")
    server.append(*(mail(n) for n in range(3, 13)), folder="Support")
    other = mail(4, "the same Message-ID, another mail")
    server.append(other, folder="Support")
    with fetching(channel):
        until(lambda: Arrival.objects.filter(channel=channel).count() == 13)
        second = at_rest(channel, next_uid=12)
    assert second.uidvalidity != first.uidvalidity
    assert [one for one in names(channel) if "#" not in one] == sorted(f"n{n}@x" for n in range(1, 13))
    assert bytes(Arrival.objects.get(external_id__startswith="n4@x#").raw) == other
    assert jobs() == 13


def test_a_wrong_password_is_said_on_the_channel_and_holds_up_no_other(server: Dovecot, connect: Connect) -> None:
    wrong, right = connect("li", password="guessed"), connect("wang")
    server.append(mail(1), user="wang")
    locks = Locks()
    with fetching(wrong, locks) as fetcher:
        with fetching(right, locks):
            expect(right, 1)
        state = until(lambda: MailboxState.objects.filter(channel=wrong).exclude(last_error="").first())
        assert state.last_step == "login"
        assert state.last_error.startswith("[AUTHENTICATIONFAILED]"), "in the server's own words"
        assert state.last_ok_at is None
        assert fetcher.is_alive(), "it goes on trying"
        wrong.settings["sealed"]["password"] = seal(PASSWORD)
        wrong.save()
        until(lambda: MailboxState.objects.filter(channel=wrong, last_error="", last_ok_at__isnull=False).exists())
    locks.close()


def test_a_server_that_goes_away_is_waited_for(server: Dovecot, connect: Connect) -> None:
    channel = connect()
    with fetching(channel):
        at_rest(channel, next_uid=1)
        server.stop()
        until(lambda: MailboxState.objects.filter(channel=channel).exclude(last_error="").exists())
        server.start()
        server.deliver(mail(1))
        expect(channel, 1)


def test_of_two_processes_one_fetches_and_the_other_takes_over(server: Dovecot, connect: Connect) -> None:
    channel = connect()
    first, second = Locks(), Locks()
    with fetching(channel, first) as one:
        at_rest(channel, next_uid=1)
        with fetching(channel, second) as other:
            server.append(mail(1))
            expect(channel, 1)
            assert not second.hold(channel.id)
            assert other._client is None, "it does not even connect"
            one.ask_to_stop()
            one.join(10)
            first.close()  # as when a process ends
            server.append(mail(2))
            expect(channel, 1, 2)
            at_rest(channel, next_uid=3)
    second.close()


def test_a_poisoned_mail_is_put_off_and_holds_up_none_behind_it(
    server: Dovecot, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhiyin.listen.channels.email import fetching as fetching_module

    channel = connect(after_fetching="read")
    server.append(*(mail(n) for n in range(1, 6)))
    whole = fetching_module.take_in_mail

    def picky(channel_id: Any, raw: bytes, **options: Any) -> Arrival:
        if b"n3@x" in raw:
            raise ValueError("poison")
        return whole(channel_id, raw, **options)

    with monkeypatch.context() as poisoned:
        poisoned.setattr(fetching_module, "take_in_mail", picky)
        with fetching(channel):
            expect(channel, 1, 2, 4, 5)
            state = at_rest(channel, next_uid=6)
    assert list(state.put_off) == ["3"]
    assert "poison" in state.put_off["3"]["words"]
    assert [bool(flags) for flags in server.flags()] == [True, True, False, True, True]
    monkeypatch.setattr(fetching_module, "_TRY_AGAIN", timedelta(0))
    with fetching(channel):
        expect(channel, 1, 2, 3, 4, 5)
        until(lambda: MailboxState.objects.filter(channel=channel, put_off={}).exists())
    assert server.flags() == [{b"\\Seen"}] * 5


def test_fetched_mail_is_moved_where_the_channel_says(server: Dovecot, connect: Connect) -> None:
    channel = connect(after_fetching="move", move_to="已收")
    server.append(mail(1), mail(2))
    with fetching(channel):
        expect(channel, 1, 2)
        at_rest(channel, next_uid=3)
    assert server.flags() == []
    assert len(server.flags("已收")) == 2


def test_of_a_mail_that_is_too_large_the_words_are_kept(
    server: Dovecot, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhiyin.listen.channels.email import big
    from zhiyin.listen.channels.email import fetching as fetching_module

    monkeypatch.setattr(fetching_module, "LARGEST_MAIL", 100_000)
    monkeypatch.setattr(big, "BEGINNING", 20_000)
    large = (
        b"From: li.na@example.com\r\nMessage-ID: <n1@x>\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n"
        b"--cut\r\nContent-Type: text/plain\r\n\r\nThe film is attached.\r\n"
        b"--cut\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b"QUFB\r\n" * 30_000
        + b"--cut--\r\n"
    )
    channel = connect()
    server.append(large, mail(2))
    with fetching(channel):
        expect(channel, 1, 2)
    message = process(Arrival.objects.get(external_id="n1@x").id)
    assert message is not None
    assert "The film is attached." in message.text
    assert len(Arrival.objects.get(external_id="n1@x").raw) < 30_000


def test_a_server_without_idle_is_asked_again_and_again(
    server: Dovecot, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imapclient import IMAPClient

    monkeypatch.setattr(mailboxes, "POLL_SECONDS", 0.05)
    capable = IMAPClient.has_capability
    monkeypatch.setattr(IMAPClient, "has_capability", lambda client, name: name != "IDLE" and capable(client, name))
    channel = connect()
    with fetching(channel):
        at_rest(channel, next_uid=1)
        server.append(mail(1))
        expect(channel, 1)


class Scripted(socketserver.StreamRequestHandler):
    """A server that says of a new mail in the same breath in which it lets us wait, and never again."""

    mails = 0

    def handle(self) -> None:
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n")
        content = mail(1)
        while words := self.rfile.readline().split():
            tag, command = words[0], words[1].upper()
            match command:
                case b"CAPABILITY":
                    self.wfile.write(b"* CAPABILITY IMAP4rev1 IDLE\r\n")
                case b"EXAMINE":
                    self.wfile.write(b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 1] x\r\n")
                case b"IDLE":
                    Scripted.mails = 1
                    self.wfile.write(b"+ idling\r\n* 1 EXISTS\r\n")
                    self.rfile.readline()
                case b"UID" if words[2] == b"SEARCH":
                    self.wfile.write(b"* SEARCH 1\r\n" if Scripted.mails else b"* SEARCH\r\n")
                case b"UID" if b"RFC822.SIZE" in b" ".join(words):
                    self.wfile.write(
                        b'* 1 FETCH (UID 1 RFC822.SIZE %d INTERNALDATE "22-Nov-2026 04:00:00 +0000"'
                        b" BODY[HEADER.FIELDS (MESSAGE-ID)] {22}\r\nMessage-ID: <n1@x>\r\n\r\n)\r\n" % len(content)
                    )
                case b"UID":
                    self.wfile.write(b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\n" % (len(content), content))
            self.wfile.write(tag + b" OK done\r\n")


def test_what_is_said_in_one_breath_with_the_leave_to_wait_is_heard(unit: Unit, connect: Connect) -> None:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scripted)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    channel = connect(imap_port=server.server_address[1])
    with fetching(channel):
        expect(channel, 1)
    server.shutdown()
    server.server_close()


def test_a_token_opens_a_mailbox_and_is_renewed_when_it_was_taken_back(
    server: Dovecot, connect: Connect, settings: Any
) -> None:
    settings.PRIVATE_RECEIVERS = f"127.0.0.1:{server.tokens.port}"
    tokens = server.tokens
    sealed = {"oauth_refresh_token": seal(tokens.refresh_token), "oauth_client_secret": seal("s3cret")}
    channel = connect(
        sign_in="oauth",
        oauth_token_url=f"http://127.0.0.1:{tokens.port}/token",
        oauth_client_id="zhiyin",
        oauth_scope="mail",
        sealed=sealed,
    )
    server.append(mail(1))
    with fetching(channel):
        expect(channel, 1)
    asked = len(tokens.asked)
    assert tokens.asked[-1] == {
        "client_id": ["zhiyin"],
        "client_secret": ["s3cret"],
        "grant_type": ["refresh_token"],
        "refresh_token": ["refresh-0"],
        "scope": ["mail"],
    }
    channel.refresh_from_db()
    assert channel.secret("oauth_refresh_token") == "refresh-1", "a renewed refresh token is kept, sealed"
    with fetching(channel):
        at_rest(channel, next_uid=2)
    assert len(tokens.asked) == asked, "a token that still lasts is used again"
    tokens.valid = {}  # taken back
    server.append(mail(2))
    with fetching(channel):
        expect(channel, 1, 2)
    tokens.valid, tokens.refresh_token = {}, "another"
    with fetching(channel):
        state = until(lambda: MailboxState.objects.filter(channel=channel).exclude(last_error="").first())
    assert (state.last_step, "expired or revoked" in state.last_error) == ("token", True)


def test_mailboxes_are_watched_from_when_they_are_opened_until_they_are_taken_out_of_use(
    server: Dovecot, connect: Connect
) -> None:
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(mailboxes.serve(stop)), daemon=True)
    thread.start()
    try:
        channel = connect()
        server.append(mail(1))
        expect(channel, 1)
        channel.settings["imap_folder"] = "Support"
        server.append(mail(2), folder="Support")
        channel.save()
        expect(channel, 1, 2)
        Channel.objects.filter(id=channel.id).update(active=False)
        until(lambda: not any(one.name.startswith("mailbox ") for one in threading.enumerate()))
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
    assert not thread.is_alive()
