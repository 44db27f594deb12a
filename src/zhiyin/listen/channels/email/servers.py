"""The mail servers of a mailbox: where they are, and how we sign in. Values, and the two connections."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhiyin.listen.channels.email.access import NoToken, access_token
from zhiyin.listen.channels.models import Channel

if TYPE_CHECKING:
    from imapclient import IMAPClient

CONNECT_SECONDS, READ_SECONDS = 20.0, 60.0
TLS, STARTTLS, PLAIN = "tls", "starttls", "none"
#: how we name ourselves to those who ask: 163 and 126 let nobody open a folder who does not say
IDENTITY = {"name": "Zhiyin", "vendor": "Zhiyin", "version": "1", "support-email": "postmaster@localhost"}


class Unreachable(Exception):
    """A server could not be used. `step` is where it ended (connect, tls, login, folder), `words` are the other side's."""

    def __init__(self, step: str, words: object) -> None:
        self.step, self.words = step, said(words)
        super().__init__(f"{step}: {self.words}")


@dataclass(frozen=True, slots=True)
class Server:
    """One server, and who signs in there. `oauth`: with a token instead of a password."""

    host: str
    port: int
    security: str
    user: str
    password: str
    oauth: bool


def imap_of(channel: Channel) -> Server | None:
    """The server that holds this mailbox; None when its mail comes to our own door."""
    given = channel.settings
    if not given.get("imap_host"):
        return None
    return Server(
        given["imap_host"],
        int(given.get("imap_port") or 993),
        given.get("imap_security") or TLS,
        given.get("imap_user") or channel.address,
        channel.secret("password"),
        given.get("sign_in") == "oauth",
    )


def smtp_of(channel: Channel) -> Server | None:
    """The server that takes this mailbox's mail; None when the installation's does."""
    given = channel.settings
    if not given.get("smtp_host"):
        return None
    return Server(
        given["smtp_host"],
        int(given.get("smtp_port") or 465),
        given.get("smtp_security") or TLS,
        given.get("smtp_user") or given.get("imap_user") or channel.address,
        channel.secret("smtp_password") or channel.secret("password"),
        given.get("sign_in") == "oauth",
    )


def open_imap(channel: Channel, patience_seconds: float = READ_SECONDS) -> IMAPClient:
    """A connection that is signed in. Raises `Unreachable`. No answer is waited for longer than `patience_seconds`."""
    # only those who fetch load it
    from imapclient import IMAPClient, SocketTimeout
    from imapclient.exceptions import IMAPClientError

    server = imap_of(channel)
    if server is None:
        raise LookupError("this mailbox has no IMAP server")
    try:
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.security == TLS,
            ssl_context=ssl.create_default_context() if server.security == TLS else None,
            timeout=SocketTimeout(min(patience_seconds, CONNECT_SECONDS), patience_seconds),
        )
    except ssl.SSLError as error:
        raise Unreachable("tls", error) from error
    except (OSError, IMAPClientError) as error:
        raise Unreachable("connect", error) from error
    try:
        _sign_in(client, server, channel)
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise
    client.normalise_times = False
    return client


def _sign_in(client: IMAPClient, server: Server, channel: Channel) -> None:
    from imapclient.exceptions import IMAPClientError, LoginError

    step = "tls"
    try:
        if server.security == STARTTLS:
            client.starttls(ssl.create_default_context())
        step = "login"
        if server.oauth:
            try:
                client.oauth2_login(server.user, access_token(channel))
            except LoginError:  # a token that was taken back before its time
                client.oauth2_login(server.user, access_token(channel, anew=True))
        elif server.user.isascii() and server.password.isascii() and " " not in server.user:
            client.login(server.user, server.password)
        else:
            client.plain_login(server.user, server.password)
    except NoToken as error:
        raise Unreachable("token", error) from error
    except (OSError, IMAPClientError) as error:
        raise Unreachable(step, error) from error
    with suppress(IMAPClientError):
        if client.has_capability("ID"):
            client.id_(IDENTITY)


def open_smtp(server: Server, channel: Channel, patience_seconds: float = CONNECT_SECONDS) -> smtplib.SMTP:
    """A connection that is signed in. Raises `Unreachable`."""
    step = "connect"
    client: smtplib.SMTP | None = None
    fault: Exception
    try:
        if server.security == TLS:
            client = smtplib.SMTP_SSL(
                server.host, server.port, timeout=patience_seconds, context=ssl.create_default_context()
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=patience_seconds)
        client.ehlo_or_helo_if_needed()
        if server.security == STARTTLS:
            step = "tls"
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        step = "login"
        if server.oauth:
            _sign_in_by_token(client, server, channel)
        elif server.password:
            client.login(server.user, server.password)
        return client
    except NoToken as error:
        step, fault = "token", error
    except ssl.SSLError as error:
        step, fault = "tls", error
    except (OSError, smtplib.SMTPException) as error:
        fault = error
    if client is not None:
        client.close()
    raise Unreachable(step, fault) from fault


def _sign_in_by_token(client: smtplib.SMTP, server: Server, channel: Channel) -> None:
    for anew in (False, True):
        words = f"user={server.user}\1auth=Bearer {access_token(channel, anew=anew)}\1\1"

        def answer(challenge: bytes | None = None, words: str = words) -> str:
            return (
                words if challenge is None else ""
            )  # a challenge is the reason of the refusal: it wants an empty answer

        try:
            client.auth("XOAUTH2", answer)
            return
        except smtplib.SMTPAuthenticationError:
            if anew:
                raise


def said(error: object) -> str:
    """What the other side said, as a text for people: `b"…"` and tuples of codes are for programs."""
    match error:
        case Unreachable():
            return error.words
        case smtplib.SMTPResponseException():
            words = error.smtp_error
            return f"{error.smtp_code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
        case ssl.SSLCertVerificationError():
            return error.verify_message
        case socket.gaierror():
            return error.strerror or str(error)
        case OSError() if error.strerror and not isinstance(error, smtplib.SMTPException):
            return error.strerror
        case Exception():
            text = str(error)
            quoted = text[:2] in ("b'", 'b"') and text[-1:] == text[1]
            return (text[2:-1] if quoted else text) or type(error).__name__
    return str(error)
