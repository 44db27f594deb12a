"""Letting us into a mailbox at its provider: against an authorization server on this machine, over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import person_with
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.sealing import seal
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.channels.email.access import NoToken, access_token
from zhiyin.listen.channels.email.endpoints import KNOWN, endpoints_of
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.tests.dovecot import free_port

pytestmark = pytest.mark.django_db


class Provider:
    """An authorization server as RFC 6749 and 7636 want one: codes are good once, with their proof and their address."""

    def __init__(self) -> None:
        self.agrees, self.renews = True, True
        self.codes: dict[str, dict[str, str]] = {}
        self.refresh_tokens: set[str] = set()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                asked = {name: one[0] for name, one in parse_qs(urlsplit(self.path).query).items()}
                self._answer(302, {}, provider.decide(asked))

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, said = provider.give({name: one[0] for name, one in parse_qs(body).items()})
                self._answer(status, said)

            def _answer(self, status: int, said: dict[str, Any], location: str = "") -> None:
                content = json.dumps(said).encode()
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def decide(self, asked: dict[str, str]) -> str:
        back = {"state": asked["state"]}
        if not self.agrees:
            back |= {"error": "access_denied", "error_description": "The user said no."}
        else:
            back["code"] = f"code-{len(self.codes)}"
            self.codes[back["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def give(self, asked: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if asked.get("client_secret") != "s3cret" or asked["client_id"] != "zhiyin":
            return 401, {"error": "invalid_client"}
        if asked["grant_type"] == "refresh_token":
            good = asked["refresh_token"] in self.refresh_tokens
            return (200, {"access_token": "open", "expires_in": 3600}) if good else (400, {"error": "invalid_grant"})
        was = self.codes.pop(asked["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked["code_verifier"].encode()).digest()).decode().strip("=")
        if (
            was is None
            or (was["code_challenge"], was["code_challenge_method"]) != (proof, "S256")
            or was["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant", "error_description": "The code is not good."}
        said = {"access_token": "open", "token_type": "Bearer", "expires_in": 3600}
        if self.renews:
            said["refresh_token"] = f"refresh {asked['code']}"
            self.refresh_tokens.add(said["refresh_token"])
        return 200, said

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    found = Provider()
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    settings.PUBLIC_URL = "https://care.example"
    yield found
    found.close()


@pytest.fixture
def box(unit: Unit, provider: Provider) -> Channel:
    return make_channel(
        "email",
        "Support",
        unit.id,
        "li@shop.example",
        key="support",
        settings={
            "sign_in": "oauth",
            "imap_host": "imap.shop.example",
            "oauth_client_id": "zhiyin",
            "oauth_consent_url": f"http://127.0.0.1:{provider.port}/authorize?tenant=1",
            "oauth_token_url": f"http://127.0.0.1:{provider.port}/token",
            "oauth_scope": "mail offline_access",
            "sealed": {"oauth_client_secret": seal("s3cret")},
        },
        by=system("test"),
    )


@pytest.fixture
def operator(db: None) -> Client:
    return signed_in("operator")


def signed_in(role: str) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person_with(role, "en"))
    return client


def sent_to(client: Client) -> str:
    """Where the button sends the browser."""
    answer = client.post("/channels/support/consent", headers={"HX-Request": "true"})
    return str(answer["HX-Redirect"])


def agreed(url: str) -> str:
    """What the provider sends the browser back to: path and query on our side."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    line.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(line.getresponse().headers["Location"])
    line.close()
    assert f"{back.scheme}://{back.netloc}" == "https://care.example"
    return f"{back.path}?{back.query}"


def said(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def test_a_person_agrees_and_the_mailbox_has_its_token_sealed(
    box: Channel, operator: Client, provider: Provider
) -> None:
    page = said(operator, "/channels/support/connect")
    assert "https://care.example/channels/consent" in page
    assert "Connect with 127.0.0.1" in page
    with pytest.raises(NoToken):
        access_token(box)
    url = sent_to(operator)
    asked = {name: one[0] for name, one in parse_qs(urlsplit(url).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"], asked["tenant"]) == ("code", "S256", "1")
    assert (asked["login_hint"], asked["scope"]) == ("li@shop.example", "mail offline_access")
    assert "The mailbox is open to us" in said(operator, agreed(url))
    box.refresh_from_db()
    assert box.secret("oauth_refresh_token") == "refresh code-0"
    assert "refresh code-0" not in json.dumps(box.settings)
    assert access_token(box) == "open", "and it opens the mailbox"
    assert Entry.objects.filter(event="ChannelChanged", subject_id=box.id, by_kind="person").count() == 1
    assert "let in" in said(operator, "/channels/support/connect")


def test_an_answer_counts_once_in_the_session_that_asked_and_not_for_ever(
    box: Channel, operator: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = agreed(sent_to(operator))
    other = signed_in("operator")
    assert "belongs to no request of yours" in said(other, back), "another browser of the same person"
    assert "belongs to no request of yours" in said(operator, back.replace("state=", "state=x"))
    assert "The mailbox is open to us" in said(operator, back)
    assert "belongs to no request of yours" in said(operator, back)
    back, later = agreed(sent_to(operator)), timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr("zhiyin.listen.channels.email.consent.timezone.now", lambda: later)
    assert "came too late" in said(operator, back)
    box.refresh_from_db()
    assert box.secret("oauth_refresh_token") == "refresh code-0"


def test_several_mailboxes_may_be_connected_at_the_same_time(
    box: Channel, operator: Client, provider: Provider, unit: Unit
) -> None:
    make_channel("email", "Sales", unit.id, "wang@shop.example", key="sales", settings=box.settings, by=system("test"))
    first = agreed(sent_to(operator))
    second = agreed(operator.post("/channels/sales/consent", headers={"HX-Request": "true"})["HX-Redirect"])
    assert "The mailbox is open to us" in said(operator, first)
    assert "The mailbox is open to us" in said(operator, second)
    given = {one.key: one.secret("oauth_refresh_token") for one in Channel.objects.all()}
    assert given == {"support": "refresh code-0", "sales": "refresh code-1"}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("refused", "access_denied The user said no."),
        ("forged code", "invalid_grant The code is not good."),
        ("wrong secret", "invalid_client"),
        ("no refresh token", "offline_access"),
        ("gone", "Nobody listens"),
    ],
)
def test_what_the_provider_does_not_give_is_said_and_changes_nothing(
    box: Channel, operator: Client, provider: Provider, fault: str, words: str
) -> None:
    provider.agrees, provider.renews = fault != "refused", fault != "no refresh token"
    back = agreed(sent_to(operator))
    if fault == "forged code":
        back = back.replace("code=code-0", "code=code-7")
    if fault == "wrong secret":
        Channel.objects.update(settings={**box.settings, "sealed": {"oauth_client_secret": seal("guessed")}})
    if fault == "gone":
        Channel.objects.update(settings={**box.settings, "oauth_token_url": f"http://127.0.0.1:{free_port()}/token"})
    assert words in said(operator, back)
    box.refresh_from_db()
    assert box.secret("oauth_refresh_token") == ""


def test_the_proof_is_the_one_of_the_request(box: Channel, operator: Client, provider: Provider) -> None:
    back = agreed(sent_to(operator))
    provider.codes["code-0"]["code_challenge"] = "of somebody else"
    assert "The code is not good" in said(operator, back)


def test_only_who_manages_channels_may_ask_and_what_is_missing_is_named(
    box: Channel, operator: Client, provider: Provider
) -> None:
    assert signed_in("agent").post("/channels/support/consent").status_code == 403
    assert signed_in("agent").get("/channels/consent?state=x&code=y").status_code == 403
    Channel.objects.update(settings={"sign_in": "oauth", "oauth_provider": "google"})
    page = said(operator, "/channels/support/connect")
    assert "Still missing in the settings: Client id." in page
    assert sent_to(operator) == "/channels/support/connect"


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_google_and_microsoft_need_no_addresses(box: Channel, operator: Client, name: str) -> None:
    Channel.objects.update(settings={"sign_in": "oauth", "oauth_provider": name, "oauth_client_id": "zhiyin"})
    box.refresh_from_db()
    assert f"Connect with {KNOWN[name].name}" in said(operator, "/channels/support/connect")
    url = sent_to(operator)
    assert url.startswith(KNOWN[name].consent_url)
    assert parse_qs(urlsplit(url).query)["scope"] == [KNOWN[name].scope]
    assert all(urlsplit(one).scheme == "https" for one in (KNOWN[name].consent_url, KNOWN[name].token_url))
    with pytest.raises(NoToken, match="Connect"):
        access_token(box)
    box.settings["oauth_token_url"] = "https://login.example/token"
    assert endpoints_of(box).token_url == "https://login.example/token"
