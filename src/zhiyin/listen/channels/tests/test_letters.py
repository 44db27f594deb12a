# ruff: noqa: E501 - what mails say has long lines
"""HTML mail: made harmless, laid out in a frame that runs nothing and calls nobody, pictures in their places."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core import signing

from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import process, store_mail
from zhiyin.listen.channels.email.layout import laid_out
from zhiyin.listen.channels.email.pages import harmless, text_of
from zhiyin.listen.channels.letters import _SALT
from zhiyin.listen.channels.models import Channel, Message

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ATTACKS = (
    "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"><svg onload=\"document.title='ran'\"></svg>"
    "<a href=\"javascript:document.title='ran'\">a</a><a href='data:text/html,<b>'>c</a><a href='https://x.example' onclick='y()'>b</a>"
    "<style>p{}</style><iframe src='https://x.example'></iframe><form action='https://x.example'><input name=p></form><meta http-equiv=refresh "
    "content='0;url=https://x.example'><base href='https://x.example'><link rel=stylesheet href='https://x.example/a.css'><object data=x></object>"
)  # fmt: skip


def test_html_is_made_harmless() -> None:
    safe = harmless(
        f"<p style='color:red;position:fixed'>你好</p>{ATTACKS}<table><tr><td>1</td><td>2</td></tr></table>"
    )
    for bad in (
        "script",
        "onerror",
        "onclick",
        "onload",
        "style>",
        "iframe",
        "form",
        "meta",
        "base",
        "link ",
        "object",
        "position",
    ):
        assert bad not in safe, bad
    assert 'style="color:red' in safe
    assert 'href="https://x.example"' in safe
    assert 'href="data:' not in safe
    assert safe.count("<td>") == 2


def test_html_is_read_as_text() -> None:
    html = harmless(
        "<div style='display:none'>preheader</div><h1>标题</h1><p>一<br>二&nbsp;&amp; 三</p><ol><li>a</li><li>b</li></ol>"
        "<table><tr><td>订单</td><td>1</td></tr></table><blockquote>早前</blockquote><pre>x  y\n z</pre>"
    )
    assert text_of(html).replace("\n\n", "\n").split("\n") == [
        "标题", "一", "二 & 三", "1. a", "2. b", "订单  1", "> 早前", "x  y", " z",
    ]  # fmt: skip


def test_pictures_of_other_sites_are_left_out_until_somebody_asks() -> None:
    html = harmless('<img src="https://x.example/a.png" alt="logo"><img src="cid:one@x"><img src="cid:two">')
    found = {"one@x": "/pictures/t"}
    closed = laid_out(html, found.get, remote=False, words="…")
    assert "x.example" not in closed
    assert 'alt="logo"' in closed
    assert 'src="/pictures/t"' in closed
    assert "cid:" not in closed
    assert 'src="https://x.example/a.png"' in laid_out(html, found.get, remote=True, words="…")


@pytest.mark.parametrize(
    "below",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On Mon a@b.example wrote:</div><blockquote class="gmail_quote">old</blockquote></div>',
        '<blockquote type="cite"><div>old</div></blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> a</div><div>old</div>',
        '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>发件人:</b> 客服<br><b>发送时间:</b> 1<br><b>收件人:</b> 李娜<br><b>主题:</b> x</p></div><p>old</p>',
        "<div>------------------&nbsp;原始邮件&nbsp;------------------</div><div>old</div>",
        '<blockquote id="isReplyContent">old</blockquote>',
        '<div class="moz-cite-prefix">Am 1.1.26 schrieb a:</div><blockquote type="cite">old</blockquote>',
        '<div class="gmail_signature">old</div>',
    ],
)  # fmt: skip
def test_history_and_signature_are_folded_in_the_page(below: str) -> None:
    page = laid_out(harmless(f"<div><div>new</div>{below}</div>"), lambda _: None, remote=False, words="Quoted & so on")
    before, fold, after = page.partition("<details><summary>Quoted &amp; so on</summary>")
    assert fold
    assert "new" in before
    assert "old" not in before
    assert "old" in after.partition("</details>")[0]
    assert page.count("<details>") == page.count("</details>")


@pytest.mark.parametrize(
    "html", ['<blockquote type="cite">all</blockquote>', "<p>From: Shanghai to Beijing</p><p>x</p>"]
)
def test_a_page_of_which_nothing_would_stay_is_not_folded(html: str) -> None:
    assert "<details>" not in laid_out(harmless(html), lambda _: None, remote=False, words="x")


class _Other(BaseHTTPRequestHandler):
    """Another site, which notes who calls."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(DOT)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def other_site() -> Iterator[str]:
    # one thread a connection: a browser opens some in advance and says nothing on them
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Other)
    _Other.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _seen_by(page: Any, mailbox: Channel) -> Any:
    """The page of somebody whose unit the mailbox belongs to."""
    mailbox.unit = Unit.objects.get(name_en="Headquarters")
    mailbox.save(update_fields=["unit"])
    return page


def _letter(mailbox: Channel, body: str) -> Message:
    raw = (
        "From: 李娜 <li.na@example.com>\r\nSubject: 图\r\nMessage-ID: <p@example.com>\r\n"
        "Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f'{body}<img id=inside src="cid:dot@x">\r\n--x\r\nContent-Type: image/png; name=dot.png\r\nContent-ID: <dot@x>\r\n'
        f"Content-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\n\r\n{base64.b64encode(DOT).decode()}\r\n--x\r\n"
        "Content-Type: image/svg+xml; name=a.svg\r\nContent-ID: <svg@x>\r\n\r\n<svg onload='alert(1)'/>\r\n--x--\r\n"
    )
    message = process(store_mail(mailbox.id, raw.encode()).id)
    assert message is not None
    return message


@pytest.mark.django_db
def test_the_page_of_a_mail_is_for_those_who_may_read_it(mailbox: Channel, client: Any) -> None:
    message = _letter(mailbox, "<p>你好</p>")
    assert client.get(f"/messages/{message.id}/html").status_code in (302, 403)


@pytest.mark.django_db
def test_a_picture_needs_its_signed_address_and_is_no_program(mailbox: Channel, client: Any) -> None:
    message = _letter(mailbox, "<p>你好</p>")
    dot, svg = message.attachments.order_by("id")
    found = client.get(f"/pictures/{signing.dumps(dot.id.hex, salt=_SALT)}")
    assert (found.status_code, found["Content-Type"], b"".join(found.streaming_content)) == (200, "image/png", DOT)
    assert "sandbox" in found["Content-Security-Policy"]
    assert client.get(f"/pictures/{signing.dumps(svg.id.hex, salt=_SALT)}").status_code == 404
    assert client.get(f"/pictures/{signing.dumps(dot.id.hex, salt='other')}").status_code == 404
    assert client.get(f"/pictures/{dot.id.hex}").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_frame_runs_nothing_and_calls_nobody_until_asked(sign_in: Any, mailbox: Channel, other_site: str) -> None:
    message = _letter(
        mailbox,
        f'<p>你好</p>{ATTACKS}<img id=outside src="{other_site}/pixel.png">',
    )
    page = _seen_by(sign_in("lead", "en"), mailbox).visit(f"/messages/{message.id}")
    page.locator("details.letter > summary").click()
    frame = page.frame_locator("details.letter iframe")
    frame.get_by_text("你好").wait_for()
    assert frame.locator("#inside").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    assert _Other.asked == []
    assert page.faults == []
    page.get_by_role("link", name="Load pictures from other sites").click()
    assert frame.locator("#outside[src]").evaluate("one => one.decode().then(() => one.naturalWidth)") == 1
    assert "/pixel.png" in _Other.asked
    assert page.title() != "ran"
    page.faults.clear()  # asking another host is what was wanted


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_policy_alone_stops_what_is_not_made_harmless(
    sign_in: Any, mailbox: Channel, other_site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = _letter(mailbox, "<p>x</p>")
    evil = (
        f"<p id=there>x</p><script>document.body.id='ran'</script><img src='{other_site}/a.png'><link rel=stylesheet href='{other_site}/b.css'>"
        f"<style>@import '{other_site}/c.css'; p {{ background: url({other_site}/d.png) }}</style><iframe src='{other_site}/e'></iframe>"
        f"<object data='{other_site}/f'></object><video src='{other_site}/g' autoplay></video><form action='{other_site}/h'><button id=send></button></form>"
        "<img src=x onerror=\"document.body.id='ran'\">"
    )  # fmt: skip
    monkeypatch.setattr("zhiyin.listen.channels.letters.laid_out", lambda *_, **__: evil)
    page = _seen_by(sign_in("lead", "en"), mailbox).visit(f"/messages/{message.id}/html")
    page.locator("#there").wait_for()
    page.locator("#send").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("body").get_attribute("id") is None
    assert _Other.asked == []
    assert any("Content Security Policy" in one for one in page.faults)
    page.faults.clear()  # it is the policy that speaks in them
