"""The web chat in a real browser: on somebody else's strict page, on a phone, by keyboard, offline, asleep, without its
live server; and what all of it weighs."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.conf import settings as the_settings
from django.db import connection

from zhiyin.config.ports import choose
from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels.actions import see, send, tell_typing
from zhiyin.listen.channels.models import Attachment, Channel, Delivery, Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BY = system("test")
BUDGET = 30_000


def answer(text: str) -> Message:
    message = Message.objects.filter(direction="in").order_by("at").last()
    assert message is not None
    return send(customer_id=message.customer_id, channel_id=None, answers_id=message.id, text=text, by=BY, because=None)


def say(page: Any, text: str) -> None:
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")


def texts(page: Any) -> list[str]:
    return [one.strip() for one in page.locator("[data-messages] .bubble-text").all_inner_texts()]


def until(done: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


@pytest.fixture
def on_a_strict_site(chat: Channel) -> Iterator[Callable[..., Any]]:
    """Opens a page of another origin that allows our script and our frame, and nothing inline."""
    served: list[ThreadingHTTPServer] = []

    def opening(page: Any, attributes: str = "") -> Any:
        policy = f"default-src 'none'; script-src {page.home}; frame-src {page.home}; base-uri 'none'"
        html = f"""<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A shop</title>
            <a href="#x" id="before">Home</a>
            <script src="{page.home}/chat/hotel/widget.js" {attributes} async></script></html>"""

        class Site(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200 if self.path == "/shop" else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *_said: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        Thread(target=server.serve_forever, daemon=True).start()
        served.append(server)
        site = f"http://127.0.0.1:{server.server_port}"
        chat.settings = {**chat.settings, "sites": [site]}
        chat.save()
        page.page.goto(f"{site}/shop")
        page.locator("zhiyin-chat").wait_for(state="attached")
        page.faults[:] = [one for one in page.faults if f"{site}/" not in one]  # it is that site
        return page

    yield opening
    for server in served:
        server.shutdown()
        server.server_close()


def the_frame(page: Any) -> Any:
    until(lambda: (page.wait_for_timeout(50), any("/chat/hotel" in one.url for one in page.page.frames))[1])
    found = next(one for one in page.page.frames if "/chat/hotel" in one.url)
    found.locator("#text").wait_for()
    return found


def test_on_a_strict_site_by_keyboard_alone_within_the_budget(
    visitor: Any, chat: Channel, on_a_strict_site: Callable[..., Any]
) -> None:
    page = visitor(language="en")
    weights: dict[str, int] = {}
    page.page.on(
        "response",
        lambda told: (
            weights.update({told.url.partition("?")[0]: 0})
            if told.request.resource_type in ("script", "stylesheet")
            else None
        ),
    )
    on_a_strict_site(page)
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the button: the chat opens with the cursor in its field
    frame = the_frame(page)
    until(lambda: frame.evaluate("document.activeElement.id") == "text")
    page.keyboard.type("Is breakfast included?")
    page.keyboard.press("Enter")
    frame.locator(".bubble.me[data-message]").wait_for()
    assert Message.objects.get().text == "Is breakfast included?"
    page.keyboard.press("Escape")
    until(lambda: page.evaluate("document.activeElement.tagName") == "ZHIYIN-CHAT")
    for address in weights:
        weights[address] = len(gzip.compress(page.page.request.get(address).body(), 9))
    print({address.rsplit("/", 1)[1]: size for address, size in weights.items()}, "in all", sum(weights.values()))
    assert any("widget.js" in one for one in weights)
    assert any("chat.js" in one for one in weights)
    assert sum(weights.values()) <= BUDGET


def test_enter_never_sends_while_an_input_method_composes(visitor: Any, chat: Channel) -> None:
    page = visitor().visit("/chat/hotel")
    field = page.locator("#text")
    field.fill("ni hao")
    press = """(field, how) => field.dispatchEvent(new KeyboardEvent("keydown",
        {key: "Enter", bubbles: true, cancelable: true, ...how}))"""
    assert field.evaluate(press, {"isComposing": True})  # not taken: the input method gets it
    assert field.evaluate(press, {"keyCode": 229})
    field.press("Shift+Enter")
    assert field.input_value() == "ni hao\n"
    assert not Message.objects.exists()
    field.press("Enter")
    page.locator(".bubble.me[data-message]").wait_for()
    assert Message.objects.get().text == "ni hao"


@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "dark", 390), ("en", "light", 1440)])
def test_it_is_sound_in_both_languages_and_lights(
    visitor: Any, chat: Channel, language: str, theme: str, width: int
) -> None:
    page = visitor(language=language, theme=theme, width=width).visit("/chat/hotel")
    say(page, "房间有异味")
    page.locator(".bubble.me[data-message]").wait_for()
    answer("马上处理")
    page.locator(".bubble.us[data-message]").wait_for()
    page.locator(".chat-who summary").click()
    page.must_be_sound()
    keep_picture(page, f"chat-{language}-{theme}-{width}")


def test_on_a_phone_it_covers_the_page_and_the_keyboard_stays_within(
    visitor: Any, chat: Channel, on_a_strict_site: Callable[..., Any]
) -> None:
    page = visitor(language="en", width=390)
    on_a_strict_site(page)
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    frame = the_frame(page)
    box = page.page.locator("zhiyin-chat").evaluate("() => [innerWidth, innerHeight]")
    until(lambda: [frame.evaluate("innerWidth"), frame.evaluate("innerHeight")] == box)
    assert frame.evaluate("parseFloat(getComputedStyle(document.querySelector('#text')).fontSize)") >= 16  # no zoom
    for _press in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "ZHIYIN-CHAT"


def test_what_is_written_offline_is_sent_in_order_and_once(visitor: Any, chat: Channel) -> None:
    page = visitor(language="en").visit("/chat/hotel")
    say(page, "zero")
    page.locator(".bubble.me[data-message]").wait_for()
    page.context.set_offline(True)
    for text in ("one", "two", "three"):
        say(page, text)
    assert page.locator("[data-unsent-list] li").count() == 3
    assert page.locator(".chat-fault").is_visible()
    page.context.set_offline(False)
    until(lambda: (page.wait_for_timeout(50), len(texts(page)))[1] == 4)
    assert texts(page) == ["zero", "one", "two", "three"]
    assert page.locator("[data-unsent-list] li").count() == 0
    assert list(Message.objects.order_by("at").values_list("text", flat=True)) == ["zero", "one", "two", "three"]
    page.faults.clear()  # the browser itself says that it was offline


def test_an_answer_that_is_lost_makes_nothing_double_and_a_reload_loses_nothing(visitor: Any, chat: Channel) -> None:
    page = visitor(language="en").visit("/chat/hotel")

    def taken_but_not_told(route: Any) -> None:
        route.fetch()
        route.abort()

    page.page.route("**/chat/hotel/message", taken_but_not_told)
    say(page, "once")
    page.locator(".chat-fault:not([hidden])").wait_for()
    page.page.unroute("**/chat/hotel/message")
    page.page.reload()  # what is unsent is kept, under the same id
    until(lambda: (page.wait_for_timeout(50), texts(page))[1] == ["once"])
    until(lambda: (page.wait_for_timeout(50), page.locator("[data-unsent-list] li").count())[1] == 0)
    assert Message.objects.count() == 1
    page.faults.clear()


def test_files_are_sent_shown_and_refused_in_words(visitor: Any, chat: Channel) -> None:
    page = visitor(language="en").visit("/chat/hotel")
    picture = page.page.screenshot()
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "room.png", "mimeType": "image/png", "buffer": picture},
            {"name": "bill.exe", "mimeType": "application/pdf", "buffer": b"MZ"},
        ]
    )
    page.locator("img.bubble-picture").wait_for()
    until(lambda: page.locator("img.bubble-picture").evaluate("it => it.naturalWidth > 0"))
    page.locator(".bubble.unsent").wait_for()
    assert "cannot be sent here" in page.locator(".chat-fault").inner_text()
    kept = Attachment.objects.get()
    assert (kept.name, kept.content_type, kept.size) == ("room.png", "image/png", len(picture))
    page.must_be_sound()
    keep_picture(page, "chat-file-refused")


def test_whom_the_site_knows_is_known_and_nothing_of_it_stays(
    visitor: Any, chat: Channel, on_a_strict_site: Callable[..., Any]
) -> None:
    secret = "a secret of the shop"
    chat.settings = {"sealed": {"identity_secret": seal(secret)}}
    chat.save()
    end = int(time.time()) + 3600
    signature = hmac.new(secret.encode(), f"member-7.{end}".encode(), hashlib.sha256).hexdigest()
    page = visitor(language="en")
    on_a_strict_site(page, f'data-identity="{end}.{signature}.member-7"')
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    with page.page.expect_response("**/identity"):
        page.keyboard.press("Enter")
    frame = the_frame(page)
    say(frame, "Where is my order?")
    frame.locator(".bubble.me[data-message]").wait_for()
    known = Identity.objects.get(kind="external")
    assert (known.value, known.verified_how) == ("member-7", "signed by the site")
    assert Message.objects.get().customer_id == known.customer_id
    kept = frame.evaluate(
        """() => ["localStorage", "sessionStorage"].map((name) => {
            try { return JSON.stringify({...self[name]}); } catch { return "forbidden in this frame"; }
        }).join()"""
    )
    assert "Where" not in kept
    assert "zhiyin_visitor" not in {one["name"] for one in page.context.cookies()}


@contextmanager
def a_live_server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`zhiyin live` on the database of this test, killed at the end of the block."""
    given = connection.settings_dict
    address = psycopg.conninfo.make_conninfo(
        dbname=given["NAME"], user=given["USER"], password=given["PASSWORD"], host=given["HOST"], port=given["PORT"]
    )
    code = (
        "import sys; from granian import Granian; from granian.constants import HTTPModes, Interfaces, Loops\n"
        "Granian('zhiyin.config.live.server:application', address='127.0.0.1', port=int(sys.argv[1]),"
        " interface=Interfaces.ASGI, http=HTTPModes.http1, workers=1, loop=Loops.asyncio, websockets=False,"
        " log_access=False).serve()"
    )
    environment = os.environ | {
        "ZHIYIN_LIVE_DATABASE": address,
        "ZHIYIN_LIVE_SECRET": the_settings.SECRET_KEY,
        "ZHIYIN_LIVE_ORIGIN": os.environ["CHAT_TEST_HOME"],
    }
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, str(port)], env=environment, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def test_nothing_is_missed_and_nothing_double_through_kills_sleep_and_reload(
    visitor: Any, chat: Channel, settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = choose("127.0.0.1", {"live": 18601}, {})["live"]
    settings.LIVE_URL = f"http://127.0.0.1:{port}"
    settings.CONTENT_SECURITY_POLICY = {
        **settings.CONTENT_SECURITY_POLICY,
        "connect-src": ["'self'", settings.LIVE_URL],
    }
    monkeypatch.setenv("CHAT_TEST_HOME", live_server.url)
    page = visitor(language="en")
    page.context.unroute("**/events?*")
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    expected = ["hello"]

    def stands() -> bool:
        page.wait_for_timeout(50)
        return texts(page) == expected

    def we_say(text: str) -> None:
        answer(text)
        expected.append(text)

    with a_live_server(port):
        page.visit("/chat/hotel")
        say(page, "hello")
        until(stands)
        until(lambda: (page.wait_for_timeout(100), any("/events" in one for one in asked))[1])
        page.wait_for_timeout(1500)
        we_say("first")
        until(stands)
        first = Message.objects.get(text="hello")
        tell_typing(first.customer_id, chat.unit_id, by=Actor("person", None, "agent"))
        page.locator("[data-typing]:not([hidden])").wait_for()
        see(first, by=BY)
        page.locator(".bubble-seen").wait_for()
        until(lambda: Delivery.objects.filter(state="read").count() == 1)  # and ours was read by the customer
    for n in range(3):  # the live server is dead
        we_say(f"dead {n}")
    with a_live_server(port):
        until(stands)
        page.context.set_offline(True)
        for n in range(3):
            we_say(f"offline {n}")
        page.wait_for_timeout(300)
        page.context.set_offline(False)
        until(stands)
        session = page.context.new_cdp_session(page.page)
        session.send("Page.setWebLifecycleState", {"state": "frozen"})
        for n in range(3):
            we_say(f"asleep {n}")
        session.send("Page.setWebLifecycleState", {"state": "active"})
        until(stands, 40)
        we_say("before the reload")
        page.page.reload()
        we_say("after the reload")
        until(stands)
    ids = page.locator("[data-message]").evaluate_all("all => all.map((one) => one.dataset.message)")
    assert len(ids) == len(set(ids)) == Message.objects.count() == len(expected)
    page.faults.clear()  # the live server is another host here, and was away


def keep_picture(page: Any, name: str) -> None:
    """A picture for whoever wants to look, where `CHAT_PICTURES` says."""
    if folder := os.environ.get("CHAT_PICTURES"):
        page.page.screenshot(path=f"{folder}/{name}.png")
