"""What the connect page says of a mailbox, and mail that leaves by its own server: with real IMAP and SMTP servers."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.utils import translation

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels import door
from zhiyin.listen.channels.actions import deliver, make_channel, process, send, store_mail
from zhiyin.listen.channels.email.checking import advice
from zhiyin.listen.channels.email.fetching import Folder
from zhiyin.listen.channels.email.servers import Server, open_imap
from zhiyin.listen.channels.files import keep
from zhiyin.listen.channels.incoming import Part
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, MailboxState, Message
from zhiyin.listen.channels.provider import PROVIDERS, Check
from zhiyin.listen.channels.tests.dovecot import DOVECOT, PASSWORD, Dovecot, free_port, until

pytestmark = pytest.mark.django_db(transaction=True)
BY = system("test")
with_dovecot = pytest.mark.skipif(DOVECOT is None, reason="needs dovecot (Debian: dovecot-imapd, dovecot-lmtpd)")


class Post:
    """The SMTP server of a provider: it wants a password or a token, and brings mail to Dovecot if there is one."""

    def __init__(self, dovecot: Dovecot | None = None) -> None:
        self.dovecot, self.token, self.talks = dovecot, "a token", 0
        self.taken: list[bytes] = []
        self.refusing: set[str] = set()

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.talks += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusing:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        if self.dovecot is not None:
            await asyncio.to_thread(self.dovecot.deliver, envelope.content)
        return "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:
        import base64

        said = base64.b64decode(words[1]).decode()
        return AuthResult(success=said == f"user=li\1auth=Bearer {self.token}\1\1", handled=True)


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
    return AuthResult(success=good, handled=True) if good else AuthResult(
        success=False, handled=False, message="535 5.7.8 Authentication failed"
    )  # fmt: skip


@pytest.fixture(scope="module")
def _dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    server.start()
    yield server
    server.close()


@pytest.fixture
def dovecot(_dovecot: Dovecot) -> Iterator[Dovecot]:
    yield _dovecot
    _dovecot.forget()


@pytest.fixture
def post(request: pytest.FixtureRequest) -> Iterator[tuple[Post, int]]:
    handler = Post()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=free_port(),
        auth_required=True,
        auth_require_tls=False,
        authenticator=_authenticate,
    )
    controller.start()
    yield handler, controller.port
    controller.stop()


@pytest.fixture
def own(post: tuple[Post, int], unit: Unit) -> Channel:
    """A mailbox whose answers leave by its own server."""
    return make_channel(
        "email",
        "Support",
        unit.id,
        "li@zhiyin.example",
        settings={
            "smtp_host": "127.0.0.1",
            "smtp_port": post[1],
            "smtp_security": "none",
            "imap_user": "li",
            "sealed": {"password": seal(PASSWORD)},
        },
        replies_armed=True,
        by=BY,
    )


def answer(channel: Channel, text: str, to: str = "kunde@example.com") -> Message:
    return send(
        customer_id=identify("email", to, by=BY).id,
        channel_id=channel.id,
        text=text,
        subject="订单",
        by=BY,
        because=None,
    )


def state_of(message: Message) -> tuple[str, str]:
    delivery = Delivery.objects.get(message=message)
    return delivery.state, delivery.error


def test_answers_leave_by_the_mailboxs_own_server_on_one_connection_with_their_files(
    post: tuple[Post, int], own: Channel
) -> None:
    from email import message_from_bytes
    from email.policy import default

    first, second = answer(own, "您好"), answer(own, "附件如下")
    keep(second.id, Part("发票 2026.pdf", "application/pdf", 4, b"%PDF")).save()
    keep(second.id, Part("logo.png", "image/png", 3, b"png", content_id="logo@x", inline=True)).save()
    deliver(first.id)
    deliver(second.id)
    assert [state_of(one) for one in (first, second)] == [("sent", ""), ("sent", "")]
    assert post[0].talks == 1, "the connection is kept for the second"
    mail = message_from_bytes(post[0].taken[1], policy=default)
    text, pdf, logo = mail.iter_parts()
    assert text.get_content().strip() == "附件如下"
    assert (pdf.get_filename(), pdf.get_content()) == ("发票 2026.pdf", b"%PDF")
    assert (logo["Content-ID"], logo.get_content_disposition()) == ("<logo@x>", "inline")


def test_a_refused_address_is_final_and_a_refused_password_is_not(post: tuple[Post, int], own: Channel) -> None:
    post[0].refusing.add("gone@example.com")
    gone, later = answer(own, "x", to="gone@example.com"), answer(own, "y")
    deliver(gone.id)
    assert state_of(gone) == ("failed", "550 5.1.1 No such user")
    own.settings["sealed"]["password"] = seal("changed there")
    own.save()
    deliver(later.id)
    state, words = state_of(later)
    assert state == "queued"
    assert "535" in words
    own.settings["sealed"]["password"] = seal(PASSWORD)
    own.save()
    Delivery.objects.filter(message=later).update(next_at="2026-01-01T00:00:00Z")
    deliver(later.id)
    assert state_of(later)[0] == "sent"


@with_dovecot
def test_a_token_opens_the_way_out_too(post: tuple[Post, int], own: Channel, dovecot: Dovecot, settings: Any) -> None:
    tokens = dovecot.tokens
    settings.PRIVATE_RECEIVERS = f"127.0.0.1:{tokens.port}"
    own.settings |= {
        "sign_in": "oauth",
        "oauth_token_url": f"http://127.0.0.1:{tokens.port}/token",
        "oauth_client_id": "zhiyin",
        "sealed": {"oauth_refresh_token": seal(tokens.refresh_token)},
    }
    own.save()
    post[0].token = f"access-{tokens.number + 1}"
    first = answer(own, "x")
    deliver(first.id)
    assert state_of(first) == ("sent", "")


@pytest.mark.parametrize(
    ("host", "oauth", "words"),
    [
        ("imap.163.com", False, "授权码"),
        ("imap.qq.com", False, "授权码"),
        ("imap.gmail.com", False, "应用专用密码"),
        ("outlook.office365.com", False, "OAuth 2.0"),
        ("outlook.office365.com", True, "令牌"),
        ("mail.example.com", False, "用户名"),
    ],
)
def test_each_provider_s_refusal_is_said_in_words_that_help(host: str, oauth: bool, words: str) -> None:
    server = Server(host, 993, "tls", "li", "x", oauth)
    with translation.override("zh-hans"):
        assert words in advice("login", "LOGIN Login error or password error", server)
    with translation.override("en"):
        assert "LOGIN Login error or password error" in advice("login", "LOGIN Login error or password error", server)


def check(channel: Channel) -> list[Check]:
    """What the steps find that ask the mail servers; those that ask about the domain have tests of their own."""
    steps = PROVIDERS["email"].steps
    return [one for name in ("way_in", "watched", "way_out", "round_trip") for one in steps.run(name, channel)]


def outcomes(found: list[Check]) -> list[bool | None]:
    return [one.well for one in found]


@with_dovecot
def test_a_mailbox_is_checked_step_by_step_until_its_own_mail_is_back(
    post: tuple[Post, int], own: Channel, dovecot: Dovecot
) -> None:
    post[0].dovecot = dovecot
    assert outcomes(check(own)) == [None, True, None], "without IMAP its mail must be brought to the door"
    MailboxState.objects.all().delete()
    dovecot.forget()

    own.settings |= {"imap_host": "127.0.0.1", "imap_port": free_port(), "imap_security": "none"}
    with translation.override("en"):
        (refused, _watched, _out, trip) = check(own)
    assert (refused.well, "does not answer at port" in refused.words) == (False, True)
    assert trip.well is None
    assert post[0].taken[1:] == [], "no mail is sent that cannot come back"
    own.settings |= {"imap_port": dovecot.imap, "imap_folder": "Nowhere"}
    with translation.override("en"):
        found = check(own)
    assert outcomes(found)[:2] == [True, False]
    assert "There are: INBOX" in found[1].words
    own.settings["sealed"] = {"password": seal("guessed")}
    assert outcomes(check(own)) == [False, None, False, None]

    own.settings |= {"imap_folder": "", "fetch_from": "all", "sealed": {"password": seal(PASSWORD)}}
    own.save()
    assert outcomes(check(own)) == [True, True, None, True, None]
    assert len(post[0].taken) == 2
    assert outcomes(check(own))[-1] is None
    assert len(post[0].taken) == 2, "while one is on its way no other is sent"
    with open_imap(own) as client:
        folder = Folder(own)
        folder.look(client, folder.open(client))
    assert process(Arrival.objects.get().id) is None, "it is no message of a customer's"
    assert not Message.objects.exists()
    assert outcomes(check(own))[-1] is True


def test_nobody_can_make_up_the_test_mail_and_its_echoes_do_not_count(post: tuple[Post, int], own: Channel) -> None:
    check(own)
    sent = post[0].taken[0]
    token = next(line for line in sent.split(b"\r\n") if line.startswith(b"X-Zhiyin-Trial"))[-40:]
    forged = [
        b"From: a@b.example\r\nMessage-ID: <f1@x>\r\nX-Zhiyin-Trial: " + b"0" * 40 + b"\r\n\r\nx",
        b"From: a@b.example\r\nMessage-ID: <f2@x>\r\nIn-Reply-To: <" + token + b"@zhiyin.example>\r\n\r\nI am away",
        b"From: a@b.example\r\nMessage-ID: <f3@x>\r\n\r\nX-Zhiyin-Trial: " + token + b"\r\n",
    ]
    for one in forged:
        assert process(store_mail(own.id, one).id) is not None, "it is somebody's message"
    assert MailboxState.objects.get().test_back_at is None
    assert process(store_mail(own.id, sent).id) is None
    assert MailboxState.objects.get().test_back_at is not None


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 of its own authority, with its key."""
    file = tmp_path / "door.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=door", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(tmp_path / "key.pem"),
         "-out", str(file)], check=True, capture_output=True,
    )  # fmt: skip
    return file


@pytest.fixture
def doors(mailbox: Channel, settings: Any, certificate: Path) -> Iterator[tuple[int, int]]:
    """The SMTP door with a certificate, and the LMTP door."""
    settings.SMTP_DOOR_HOST, settings.SMTP_DOOR_PORT, settings.LMTP_DOOR_PORT = "127.0.0.1", free_port(), free_port()
    settings.DOOR_CERTIFICATE, settings.DOOR_KEY = str(certificate), str(certificate.with_name("key.pem"))
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    async def both() -> None:
        await asyncio.gather(door.serve(stop), door.serve_lmtp(stop))

    thread = threading.Thread(target=lambda: loop.run_until_complete(both()), daemon=True)
    thread.start()
    yield settings.SMTP_DOOR_PORT, settings.LMTP_DOOR_PORT
    loop.call_soon_threadsafe(stop.set)
    thread.join(5)
    assert not thread.is_alive()


def _talk(kind: type[smtplib.SMTP], port: int) -> smtplib.SMTP:
    def opened() -> smtplib.SMTP | None:
        try:
            return kind("127.0.0.1", port)
        except OSError:
            return None

    return until(opened)


def test_the_door_is_encrypted_when_it_has_a_certificate(doors: tuple[int, int], certificate: Path) -> None:
    with _talk(smtplib.SMTP, doors[0]) as client:
        client.starttls(context=ssl.create_default_context(cafile=str(certificate)))
        client.sendmail("a@b.example", ["care@zhiyin.example"], b"Message-ID: <t1@x>\r\n\r\nx")
    assert Arrival.objects.get().external_id == "t1@x"


def test_lmtp_answers_for_each_recipient(doors: tuple[int, int], unit: Unit) -> None:
    sales = make_channel("email", "Sales", unit.id, "sales@zhiyin.example", by=BY)
    with _talk(smtplib.LMTP, doors[1]) as client:
        client.ehlo_or_helo_if_needed()
        client.mail("a@b.example")
        answers = [client.rcpt(f"{one}@zhiyin.example")[0] for one in ("care", "nobody", "sales")]
        assert answers == [250, 550, 250]
        Channel.objects.filter(id=sales.id).update(active=False)  # meanwhile
        assert client.data(b"Message-ID: <l1@x>\r\n\r\nx")[0] == 250
        assert client.getreply()[0] == 550
    assert Arrival.objects.get().external_id == "l1@x"
