"""Requests to addresses that people typed in: `send("POST", "https://…", body=…)`. Never into our own network.

A receiver's address is checked in every spelling, its name is resolved once, every address found is checked, and the
connection goes to a checked address (with the right Host and TLS name): what the name resolves to a moment later does not
matter. Redirects are answers, never followed. Proxies of the environment are not asked.

`ZHIYIN_PRIVATE_RECEIVERS` (comma list of `host:port` or networks such as `10.1.0.0/16`) allows receivers inside.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
USER_AGENT = "Zhiyin"
TIMEOUT_SECONDS = 20.0
LONGEST_ANSWER = 2**20

_NETWORK = ipaddress.ip_network
#: public by the registry, yet answered by the machine's own provider, or a way round to private addresses
_NOT_FOR_US = (
    _NETWORK("168.63.129.16/32"),  # Azure's host
    _NETWORK("192.0.0.0/24"),  # assignments of protocols, of which Python knows some
    _NETWORK("192.88.99.0/24"),  # relays of 6to4
    _NETWORK("2001::/23"),  # Teredo and other assignments of protocols
    _NETWORK("2002::/16"),  # 6to4: any IPv4 address inside
    _NETWORK("3fff::/20"),  # documentation
)
_GLOBAL_6 = _NETWORK("2000::/3")
_NAT64 = _NETWORK("64:ff9b::/96")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


class NotSent(Exception):
    """The request did not get an answer; the text says why, in the reader's language."""


class Refused(NotSent):
    """We do not send there: the address is badly written, or inside. Trying again changes nothing by itself."""


class NoAnswer(NotSent):
    """The other side was not reached, or did not answer in time. Trying again may help.

    `reached`: the connection stood, so the request may have been heard all the same.
    """

    reached = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where an URL points: host in its normal form (no trailing dot, ASCII), port, path with query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def inside(self) -> bool:
        """Whether the operator named this receiver as one inside."""
        named, networks = _private_receivers(settings.PRIVATE_RECEIVERS)
        literal = _literal(self.host)
        return (self.host, self.port) in named or (literal is not None and any(literal in one for one in networks))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (small letters), at most `longest_answer` bytes of the body, from where."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool
    address: str


def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    timeout_seconds: float = TIMEOUT_SECONDS,
    longest_answer: int = LONGEST_ANSWER,
    resolve: Resolve | None = None,
) -> Answer:
    """One request. `timeout_seconds` is for all of it, however slowly the other side drips. Raises `NotSent`.

    Any status is an answer, also 3xx and 5xx. `resolve(host, port)` gives addresses as texts (the system's by default).
    """
    until = time.monotonic() + timeout_seconds
    target = target_of(url)
    connection, address = _connect(target, checked_addresses(target, resolve or system_resolve), until)
    talk = http.client.HTTPConnection(target.host, target.port)
    talk.default_port = 443 if target.scheme == "https" else 80
    talk.sock = connection
    try:
        with _watched(connection, until):
            talk.request(method, target.path, body or None, {"User-Agent": USER_AGENT, **(headers or {})})
            response = talk.getresponse()
            content = response.read(longest_answer + 1)
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            content[:longest_answer],
            len(content) > longest_answer,
            address,
        )
    except (OSError, http.client.HTTPException, ValueError) as error:
        fault = _no_answer(error)
        fault.reached = True
        raise fault from error
    finally:
        talk.close()
        connection.close()


def target_of(url: str) -> Target:
    """Where an URL points. Raises `Refused`, with what to mend, for what no careful client would understand in one way."""
    if not url.isprintable() or any(one in url for one in " \\\u3000") or len(url) > 2000:
        raise Refused(_("The address has characters that no address has. Write it anew, without spaces."))
    try:
        parts = urlsplit(url)
        port = parts.port
        if "[" in parts.netloc and _literal(parts.hostname or "") is None:
            raise ValueError("brackets are for IPv6")
    except ValueError as error:
        raise Refused(_("The address cannot be read. Write it as https://host/path.")) from error
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused(_("The address cannot be read. Write it as https://host/path."))
    if "@" in parts.netloc:
        raise Refused(_("Leave name and password out of the address."))
    if port == 0:
        raise Refused(_("The address names a port that does not exist."))
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    return Target(
        parts.scheme, _host(parts.hostname), port or (443 if parts.scheme == "https" else 80), path + query
    )  # fmt: skip


def checked_addresses(target: Target, resolve: Resolve) -> list[str]:
    """The addresses of a target, all of them such as we may connect to. Raises `Refused` when even one is not."""
    literal = _literal(target.host)
    if literal is not None:
        found = [literal]
    else:
        try:
            found = [ipaddress.ip_address(one.partition("%")[0]) for one in resolve(target.host, target.port)]
        except (OSError, UnicodeError, ValueError) as error:
            raise NoAnswer(_("There is no host of this name.")) from error
    if not found:
        raise NoAnswer(_("There is no host of this name."))
    if not target.inside:
        networks = _private_receivers(settings.PRIVATE_RECEIVERS)[1]
        for one in found:
            if not is_public(one) and not any(one in network for network in networks):
                raise Refused(
                    _("The address leads into a private network. An operator may allow it in ZHIYIN_PRIVATE_RECEIVERS.")
                )
    return [str(one) for one in dict.fromkeys(found)]


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: IPAddress) -> bool:
    """Whether anyone on the internet could be meant: not private, loopback, link-local, shared, multicast or reserved.

    An IPv6 address that only wraps an IPv4 one (mapped, NAT64) is what the wrapped one is.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _GLOBAL_6:
            return False
    outside = address.is_global and not (address.is_multicast or address.is_reserved or address.is_private)
    return outside and not any(address in one for one in _NOT_FOR_US)


def _host(given: str) -> str:
    """A host in its one normal form. Raises `Refused`."""
    if ":" in given:
        return str(ipaddress.IPv6Address(given))  # brackets were checked
    try:
        name = given.removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    if not _HOST.fullmatch(name) or len(name) > 253:
        raise Refused(_("The address names no possible host."))
    if _NUMBER.fullmatch(name.rpartition(".")[2]) and _literal(name) is None:
        # 127.1, 0x7f000001, 2130706433 and 0177.0.0.1 all mean 127.0.0.1 to some resolver
        raise Refused(_("Write a numeric address as four decimal numbers."))
    return name


def _literal(host: str) -> IPAddress | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return None if getattr(found, "scope_id", None) else found


@lru_cache(maxsize=4)
def _private_receivers(
    given: str,
) -> tuple[frozenset[tuple[str, int]], tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]]:
    """What the operator allows: named (host, port) pairs, and networks. Raises `ImproperlyConfigured`."""
    named, networks = set(), []
    for one in filter(None, (part.strip() for part in given.split(","))):
        try:
            networks.append(ipaddress.ip_network(one))
            continue
        except ValueError:
            parts = urlsplit(f"//{one}")
        if not parts.hostname or parts.port is None:
            raise ImproperlyConfigured(
                f"ZHIYIN_PRIVATE_RECEIVERS: {one} is neither host:port nor a network such as 10.1.0.0/16"
            )
        named.add((_host(parts.hostname), parts.port))
    return frozenset(named), tuple(networks)


def _connect(target: Target, addresses: Sequence[str], until: float) -> tuple[socket.socket, str]:
    """A connection to the first of the addresses that takes one, TLS done for an https target."""
    fault: Exception = TimeoutError()
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            plain = socket.create_connection((address, target.port), timeout=left)
        except OSError as error:
            fault = error
            continue
        if target.scheme == "http":
            return plain, address
        try:
            return _secured(plain, target.host, until), address
        except OSError as error:
            plain.close()
            fault = error
    raise _no_answer(fault) from fault


def _secured(plain: socket.socket, host: str, until: float) -> socket.socket:
    wrapped = _tls().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    try:
        with _watched(wrapped, until):
            wrapped.do_handshake()
    except BaseException:
        wrapped.close()
        raise
    return wrapped


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _watched(connection: socket.socket, until: float) -> Iterator[None]:
    """Cut the connection off when the time is up: a timeout of a socket starts anew with every byte that drips in."""
    late = threading.Event()

    def cut_off() -> None:
        late.set()
        with suppress(OSError):
            # of the plain socket: TLS's own would pull the session from under the thread that reads
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    watch = threading.Timer(max(0.01, until - time.monotonic()), cut_off)
    watch.daemon = True
    watch.start()
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
    if late.is_set():
        raise TimeoutError


def _no_answer(error: Exception) -> NoAnswer:
    match error:
        case TimeoutError():
            words = _("No answer in time.")
        case ssl.SSLCertVerificationError():
            words = _("The certificate is not valid for this host: %(words)s.") % {"words": error.verify_message}
        case ssl.SSLError():
            words = _("No safe connection could be made.")
        case ConnectionRefusedError():
            words = _("Nobody listens at this address.")
        case OSError():
            words = _("The connection failed: %(words)s.") % {"words": error.strerror or type(error).__name__}
        case _:
            words = _("The answer is no HTTP.")
    return NoAnswer(words)
