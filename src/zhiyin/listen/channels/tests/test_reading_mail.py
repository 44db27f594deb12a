"""Charsets, headers, bodies, attachments, and what hostile bytes do."""

from __future__ import annotations

from email.header import Header
from email.mime.text import MIMEText

import pytest

from zhiyin.listen.channels.email.charsets import decode
from zhiyin.listen.channels.email.headers import decode_words
from zhiyin.listen.channels.email.parsing import MOST_ATTACHMENTS, external_id_of, parse

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


def test_too_many_attachments_are_listed_but_not_kept() -> None:
    part = b"--x\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=a.png\r\n\r\nx\r\n"
    mail = parse(b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + part * (MOST_ATTACHMENTS + 5) + b"--x--")
    assert len([one for one in mail.parts if one.content is not None]) == MOST_ATTACHMENTS
    assert [one.left_out for one in mail.parts[-5:]] == ["too many attachments"] * 5


def test_what_the_library_writes_can_be_read() -> None:
    mail = MIMEText(HELLO, "plain", "gb18030")
    mail["Subject"] = Header("退款", "gb18030")
    mail["From"] = "=?utf-8?b?5p2O5aic?= <li.na@x.example>"
    read = parse(mail.as_bytes())
    assert (read.said, read.subject, read.sender_name) == (HELLO, "退款", "李娜")
