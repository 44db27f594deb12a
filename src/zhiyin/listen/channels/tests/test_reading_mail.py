"""Charsets, headers, bodies, attachments, and what hostile bytes do."""

from __future__ import annotations

import time
from email.header import Header
from email.mime.text import MIMEText

import pytest

from zhiyin.listen.channels.email.bodies import fold, harmless, text_of_html
from zhiyin.listen.channels.email.charsets import decode
from zhiyin.listen.channels.email.headers import decode_words
from zhiyin.listen.channels.email.parsing import DEEPEST, MOST_ATTACHMENTS, external_id_of, parse

HELLO = "你好，我的订单还没有发货，已经等了三天了。"


@pytest.mark.parametrize(
    ("text", "really", "label"),
    [
        (HELLO, "utf-8", "utf-8"),
        (HELLO, "gb2312", "gb2312"),
        (HELLO + "镕喆–€", "gb18030", "gb2312"),  # not in GB2312, which the label says
        (HELLO + "𠮷", "gb18030", "gbk"),
        (HELLO, "gb18030", "utf-8"),
        (HELLO, "utf-8", "gb2312"),
        (HELLO, "utf-8", "us-ascii"),
        (HELLO, "utf-8", "iso-8859-1"),
        (HELLO, "gb18030", None),
        (HELLO, "gb18030", "x-no-such-charset"),
        ("您好，我的訂單還沒有出貨，請幫我查一下進度。", "big5", "big5"),
        ("您好，我的訂單還沒有出貨，請幫我查一下進度。", "big5", "utf-8"),
        ("您好，我的訂單還沒有出貨，請幫我查一下進度。", "big5", None),
        ("こんにちは、注文がまだ届きません", "iso2022_jp", None),
        ("こんにちは、注文がまだ届きません", "shift_jis", "shift_jis"),
        ("Grüße aus München, schöne Woche", "cp1252", None),
        ("Grüße aus München, schöne Woche", "latin-1", "iso-8859-1"),
        ("“Smart quotes” – and dashes", "cp1252", "utf-8-nonsense"),
        ("Здравствуйте, где мой заказ?", "koi8-r", "koi8-r"),
        ("Plain text", "ascii", "rot13"),
        ("联通", "gbk", "gbk"),  # the famous two characters that are valid UTF-8 too
    ],
)
def test_bytes_are_read_whatever_the_label_says(text: str, really: str, label: str | None) -> None:
    assert decode(text.encode(really), label) == text


def test_one_broken_byte_spoils_one_character_only() -> None:
    broken = HELLO.encode()[:30] + b"\xff" + HELLO.encode()[30:]
    assert decode(broken, "utf-8").replace("\ufffd", "") == HELLO


def test_nothing_remains_that_the_database_refuses() -> None:
    assert decode(b"a\x00b") == "ab"
    assert "\ud800" not in decode("\ud800".encode("utf-8", "surrogatepass"), "utf-8")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?gb2312?B?" + __import__("base64").b64encode("订单问题镕".encode("gb18030")) + b"?=", "订单问题镕"),
        (b"=?UTF-8?B?5L2g?= =?UTF-8?B?5aW9?=", "你好"),
        (b"=?UTF-8?B?5L2g5Q==?=\r\n =?UTF-8?B?pb0=?=".replace(b"\r\n ", b" "), "你好"),  # a character cut in two
        (b"Re: =?utf-8?Q?=E4=BD=A0=E5=A5=BD?= there", "Re: 你好 there"),
        (b"=?utf-8?Q?with space and =E4=BD=A0?=", "with space and 你"),
        ("生的主题".encode("gb18030"), "生的主题"),
        ("生的主题 raw".encode(), "生的主题 raw"),
        (b"=?nonsense?B?5L2g?=", "你"),
        (b"=?utf-8?B?%%%?= x", "x"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ],
)
def test_headers_are_read_as_they_come(raw: bytes, text: str) -> None:
    assert decode_words(raw) == text


def test_a_chinese_mail_with_the_wrong_label_is_read() -> None:
    raw = (
        b"From: =?gb2312?B?" + __import__("base64").b64encode("朱镕".encode("gb18030")) + b"?= <Li.Na@Example.COM>\r\n"
        b"Subject: " + "退款–什么时候到账".encode("gb18030") + b"\r\n"
        b'Content-Type: text/plain; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
        + "房间 – 很吵，镕".encode("gb18030")
    )
    mail = parse(raw)
    assert (mail.sender_name, mail.sender) == ("朱镕", "li.na@example.com")
    assert mail.subject == "退款–什么时候到账"
    assert mail.said == "房间 – 很吵，镕"


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*=gb2312''%B6%A9%B5%A5.pdf",
        b"attachment; filename*=UTF-8''%E8%AE%A2%E5%8D%95.pdf",
        b'attachment; filename="=?UTF-8?B?6K6i5Y2VLnBkZg==?="',
        b'attachment; filename="' + "订单.pdf".encode() + b'"',
        b'attachment; filename="' + "订单.pdf".encode("gbk") + b'"',
        b"attachment; filename*0*=UTF-8''%E8%AE%A2; filename*1*=%E5%8D%95.pdf",
    ],
)
def test_names_of_attachments_are_read(disposition: bytes) -> None:
    raw = b"\r\n".join(
        [b"From: a@b.example", b"Content-Type: multipart/mixed; boundary=x", b"", b"--x", b"", b"hi", b"--x",
         b"Content-Type: application/pdf", b"Content-Disposition: " + disposition, b"", b"%PDF", b"--x--", b""]
    )  # fmt: skip
    assert [(part.name, part.content) for part in parse(raw).parts] == [("订单.pdf", b"%PDF")]


def test_a_path_in_an_attachments_name_leads_nowhere() -> None:
    raw = (
        b'Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/x; name="../../etc/passwd"\r\n'
        b"Content-Disposition: attachment\r\n\r\nroot\r\n--x--\r\n"
    )
    assert "/" not in parse(raw).parts[0].name


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n", b"\x00\xff\xfe", b"no headers at all", b"From:\r\nSubject:\r\n\r\n", b":\r\n\r\nx"]
)
def test_a_mail_without_anything_is_still_a_mail(raw: bytes) -> None:
    mail = parse(raw)
    assert mail.sender == ""
    assert external_id_of(raw)


def test_what_was_said_is_told_from_what_was_quoted() -> None:
    english = (
        "Thanks, that works.\n\nOn Thu, Aug 19, 2021 at 2:07 PM Care <care@x.example> wrote:\n> Try this\n> and that"
    )
    chinese = "谢谢，已经收到。\n\n在 2026年11月20日，客服 <care@x.example> 写道：\n> 您好\n> 已退款"
    outlook = "还是不行。\n\n------------------ 原始邮件 ------------------\n发件人: 客服 <care@x.example>\n主题: 退款"
    assert fold(english) == ("Thanks, that works.", english.split("\n\n", 1)[1])
    assert fold(chinese)[0] == "谢谢，已经收到。"
    assert fold(outlook)[0] == "还是不行。"
    assert fold("> only a quote\n> and more") == ("> only a quote\n> and more", "")
    assert fold("From: here to there\nit rained") == ("From: here to there\nit rained", "")
    for whole in (english, chinese, outlook):
        new, quoted = fold(whole)
        assert "".join(new.split()) + "".join(quoted.split()) == "".join(whole.split()), "nothing is lost"


def test_html_is_read_and_made_harmless() -> None:
    html = (
        "<p>你好</p><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>a</a>"
        "<a href='https://x.example' onclick='y()'>b</a><style>p{}</style><table><tr><td>1</td><td>2</td></tr></table>"
    )
    safe = harmless(html)
    assert "script" not in safe
    assert "onerror" not in safe
    assert "onclick" not in safe
    assert "<img" not in safe
    assert 'href="https://x.example"' in safe
    assert text_of_html(html).startswith("你好")
    assert "alert" not in text_of_html(html)


def _timed(raw: bytes) -> float:
    begun = time.perf_counter()
    parse(raw)
    return time.perf_counter() - begun


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000,
        b"Content-Type: text/html\r\n\r\n" + b"<table><tr><td>" * 5_000 + b"x",
        b"Content-Type: text/html\r\n\r\n" + b"<p>" * 100_000 + b"x",
        b"Content-Type: text/html\r\n\r\n" + b"<li><b>" * 390 + b"<" * 300_000,
        b"Content-Type: text/plain\r\n\r\n" + b"On " * 50_000 + b"wrote:",
        b"Content-Type: text/plain\r\n\r\n" + b"From: x\n" * 3_000,
        b"Content-Type: text/plain\r\n\r\n" + b"On a b c d e f g h\n" * 1_000 + b"\nwrote:\n",
        b"Content-Type: text/plain\r\n\r\n" + b"> " * 30_000,
        b"Content-Type: text/plain\r\n\r\n" + (b"x" * 400 + b"\n> q\n") * 70 + b"CAUTION: " + b"a " * 200,
        b"Subject: " + b"=?utf-8?B?" * 50_000 + b"\r\n\r\n",
        b"From: " + b"<" * 50_000 + b"\r\n\r\n",
        b'From: "' + b"(" * 20_000 + b"\r\n\r\n",
        b"References: " + b"<a@b>" * 50_000 + b"\r\n\r\n",
        b"A: b\r\n" * 20_000 + b"\r\n",
    ],
    ids=["deep-div", "deep-table", "paragraphs", "less-than",
         "on-on-on", "from-lines", "on-lines", "quotes", "long-lines", "words", "angles",
         "comments", "references", "many-headers"],
)  # fmt: skip
def test_hostile_mail_costs_little(raw: bytes) -> None:
    assert _timed(raw) < 3


def test_mail_in_mail_without_end_comes_to_an_end() -> None:
    depth = 400
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    begun = time.perf_counter()
    mail = parse(b"From: a@b.example\r\n" + head + b"\r\nhidden")
    assert time.perf_counter() - begun < 3
    assert mail.sender == "a@b.example"
    assert depth > DEEPEST


def test_too_many_attachments_are_listed_but_not_kept() -> None:
    part = b"--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\n\r\nx\r\n"
    mail = parse(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * (MOST_ATTACHMENTS + 5) + b"--x--")
    assert len([one for one in mail.parts if one.content is not None]) == MOST_ATTACHMENTS
    assert [one.left_out for one in mail.parts[-5:]] == ["too many attachments"] * 5


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied", "X-Autoreply: yes", "Precedence: bulk", "Return-Path: <>", 
        "Subject: 自动回复: 休假",
        "Subject: Out of office", "Content-Type: multipart/report; report-type=delivery-status; boundary=y",
        "From: MAILER-DAEMON@x.example", "X-Auto-Response-Suppress: All",
    ],
)  # fmt: skip
def test_machines_are_recognised(header: str) -> None:
    assert parse(f"{header}\r\n\r\nx".encode()).automatic


@pytest.mark.parametrize(
    "header", ["Auto-Submitted: no", "Subject: 我想问自动回复怎么设置", "Precedence: normal", "From: a@b.example"]
)
def test_people_are_not_taken_for_machines(header: str) -> None:
    assert not parse(f"{header}\r\n\r\nx".encode()).automatic


def test_what_the_library_writes_can_be_read() -> None:
    mail = MIMEText(HELLO, "plain", "gb18030")
    mail["Subject"] = Header("退款", "gb18030")
    mail["From"] = "=?utf-8?b?5p2O5aic?= <li.na@x.example>"
    read = parse(mail.as_bytes())
    assert (read.said, read.subject, read.sender_name) == (HELLO, "退款", "李娜")
