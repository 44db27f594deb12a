"""Requests to addresses that people typed in: which are refused, and what a slow, rude or moving receiver can do."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhiyin.kernel.outbound import NoAnswer, Refused, checked_addresses, is_public, send, target_of

INSIDE = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0.0.0.0",
    "0",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0X7F.1",
    "017700000001",
    "0177.0.0.1",
    "127.0.0.01",
    "127.0.0.1.",
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "127%2e0%2e0%2e1",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "169.254.169.254.",
    "2852039166",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.88.99.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::a00:1]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fec0::1]",
    "[ff02::1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "user@127.0.0.1",
    "example.com@127.0.0.1",
    "example.com:80@127.0.0.1",
    "127.0.0.1\\@example.com",
    "127.0.0.1#@example.com",
    "127.0.0.1?@example.com",
    "127.0.0.1\t",
    "",
    "-example.com",
    "example..com",
    "exa mple.com",
]
RESOLVED = {"localhost": ["127.0.0.1", "::1"], "metadata.google.internal": ["169.254.169.254"], "ms": ["10.1.2.3"]}


def never(host: str, port: int) -> list[str]:
    raise AssertionError(f"asked for {host}")


@pytest.mark.parametrize("host", INSIDE)
def test_an_address_inside_is_refused_in_every_spelling(host):
    with pytest.raises(Refused):
        checked_addresses(target_of(f"https://{host}/hook"), never)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "//example.com/",
        "example.com/hook",
        "https:/example.com",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com:port/",
        "https://[::1/",
        "https://example.com/a b",
        "https://example.com/\r\nX: 1",
        "https://[v1.fe80]/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(Refused):
        target_of(url)


@pytest.mark.parametrize("name", [*RESOLVED, "LOCALHOST", "localhost.", "ｌｏｃａｌｈｏｓｔ"])
def test_a_name_that_leads_inside_is_refused(name):
    with pytest.raises(Refused):
        checked_addresses(target_of(f"https://{name}/"), lambda host, port: RESOLVED[host])


def test_one_address_inside_among_public_ones_spoils_the_name():
    with pytest.raises(Refused):
        checked_addresses(target_of("https://example.com/"), lambda host, port: ["93.184.215.14", "10.0.0.1"])


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://example.com", "example.com", 443, "/"),
        ("http://Example.COM.:8080/Hook?a=1&b=%20", "example.com", 8080, "/Hook?a=1&b=%20"),
        ("https://例子.测试/钩子", "xn--fsqu00a.xn--0zwm56d", 443, "/%E9%92%A9%E5%AD%90"),
        ("https://93.184.215.14/", "93.184.215.14", 443, "/"),
        ("https://[2606:2800:21F:CB07::1]:8443/", "2606:2800:21f:cb07::1", 8443, "/"),
    ],
)
def test_a_public_address_is_read_in_one_normal_form(url, host, port, path):
    target = target_of(url)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert checked_addresses(target, lambda host, port: ["93.184.215.14"])


def test_public_is_what_anyone_on_the_internet_could_mean():
    from ipaddress import ip_address

    public = ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
    assert all(is_public(ip_address(one)) for one in public)


def test_an_operator_allows_receivers_inside_by_name_and_port_or_network(settings):
    settings.PRIVATE_RECEIVERS = "intranet:8080, 10.1.0.0/16,127.0.0.1:9000"
    inside = {"intranet": ["192.168.0.7"], "erp": ["10.1.2.3"], "other": ["10.2.0.1"]}

    def may(url: str) -> bool:
        try:
            return bool(checked_addresses(target_of(url), lambda host, port: inside[host]))
        except Refused:
            return False

    assert may("http://intranet:8080/hook")
    assert may("http://INTRANET.:8080/hook")
    assert may("https://erp/")
    assert may("http://10.1.255.1/")
    assert may("http://127.0.0.1:9000/")
    assert not may("http://intranet/")
    assert not may("http://other/")
    assert not may("http://127.0.0.1:9001/")


def test_an_allowance_that_cannot_be_read_is_said_aloud(settings):
    settings.PRIVATE_RECEIVERS = "10.0.0.0/8 and more"
    with pytest.raises(ImproperlyConfigured, match="ZHIYIN_PRIVATE_RECEIVERS"):
        checked_addresses(target_of("https://example.com/"), lambda host, port: ["8.8.8.8"])


class Receiver(BaseHTTPRequestHandler):
    """Answers as its address asks for."""

    protocol_version = "HTTP/1.1"
    heard: list[tuple[str, dict[str, str], bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.heard.append((self.path, dict(self.headers), body))
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path == "/drip":
            self.close_connection = True
            for _ in range(200):
                try:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n"[:1])
                except OSError:
                    return
                if self.server.gone.wait(0.02):
                    return
            return
        content = b"x" * 5000 if self.path == "/long" else b'{"ok": true}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def receiver(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.gone = threading.Event()
    server.daemon_threads = True
    Receiver.heard = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.PRIVATE_RECEIVERS = "127.0.0.1/32"
    yield server.server_port
    server.gone.set()
    server.shutdown()
    server.server_close()


def test_a_request_arrives_with_its_host_and_body(receiver):
    answer = send(
        "POST", f"http://hook.example:{receiver}/in", body=b"hello", resolve=lambda host, port: ["127.0.0.1"]
    )  # fmt: skip
    assert (answer.status, answer.body, answer.cut, answer.address) == (200, b'{"ok": true}', False, "127.0.0.1")
    path, headers, body = Receiver.heard[0]
    assert (path, body, headers["Host"]) == ("/in", b"hello", f"hook.example:{receiver}")


def test_a_redirect_is_an_answer_and_is_not_followed(receiver):
    answer = send("POST", f"http://127.0.0.1:{receiver}/away", body=b"{}")
    assert answer.status == 302
    assert [path for path, _headers, _body in Receiver.heard] == ["/away"]


def test_a_name_that_changes_its_answer_reaches_nobody_inside(monkeypatch):
    """The name is asked once a request; the connection goes to what was checked; the next request checks anew."""
    said = iter([["93.184.215.14"], ["127.0.0.1"]])
    asked, connected = [], []

    def moving(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(said)

    def connect(to: tuple[str, int], **_: object) -> socket.socket:
        connected.append(to)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NoAnswer):
        send("POST", "http://moving.example:8080/", resolve=moving)
    assert connected == [("93.184.215.14", 8080)]
    with pytest.raises(Refused):
        send("POST", "http://moving.example:8080/", resolve=moving)
    assert connected == [("93.184.215.14", 8080)]
    assert asked == ["moving.example", "moving.example"]


def test_an_answer_in_drips_is_cut_off_in_time(receiver):
    started = time.monotonic()
    with pytest.raises(NoAnswer) as heard:
        send("POST", f"http://127.0.0.1:{receiver}/drip", timeout_seconds=0.3)
    assert heard.value.reached, "it may have been heard"
    assert time.monotonic() - started < 2


def test_a_long_answer_is_cut(receiver):
    answer = send("GET", f"http://127.0.0.1:{receiver}/long", longest_answer=100)
    assert (len(answer.body), answer.cut) == (100, True)


def test_nobody_there_and_no_such_name_are_said_in_words(settings):
    settings.PRIVATE_RECEIVERS = "127.0.0.1/32"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswer) as unheard:
            send("GET", f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert not unheard.value.reached

    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with pytest.raises(NoAnswer):
        send("GET", "https://nowhere.example/", resolve=nobody)


def test_a_certificate_of_somebody_else_is_not_believed(receiver):
    with pytest.raises(NoAnswer):
        send("GET", f"https://127.0.0.1:{receiver}/", timeout_seconds=2)
