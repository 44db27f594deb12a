# ruff: noqa: E501 - what mails say has long lines
"""Bounces and absence notes are told from people: they are never answered, and what came back is known."""

from __future__ import annotations

import pytest

from zhiyin.listen.channels.email.parsing import parse

OURS = "abcdefghijklmnopqrstuvwxyz234567abcdefghij@zhiyin.example"


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (rejected)", "X-Autoreply: yes", "Precedence: bulk",
        "Precedence: auto_reply", "Return-Path: <>", "X-Auto-Response-Suppress: All", "X-Autorespond: holiday",
        "X-Failed-Recipients: a@b.example", "Subject: 自动回复: 休假", "Subject: 自动回复：您好", "Subject: [自动回复]订单",
        "Subject: 来自李娜的自动回复", "Subject: 自動回覆: 訂單", "Subject: 自动答复：外出", "Subject: 我不在办公室", "Subject: 休假通知",
        "Subject: 外出自动回复", "Subject: Out of office", "Subject: Out of Office: Your order", "Subject: Out of the office until Monday",
        "Subject: Automatic reply: Your order", "Subject: Auto-Reply: order", "Subject: Autoreply: x", "Subject: OOO: x",
        "Subject: Vacation reply", "Subject: I am currently away", "Subject: Abwesenheitsnotiz: x", "Subject: Réponse automatique : x",
        "Subject: 系统退信/Systems bounce", "Subject: Undeliverable: Your order", "Subject: 未送达: 您的订单", "Subject: failure notice",
        "Subject: Returned mail: see transcript for details", "From: MAILER-DAEMON@x.example", "From: PostMaster@qq.example",
        "From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=y",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=y",
    ],
)  # fmt: skip
def test_machines_are_recognised(header: str) -> None:
    assert parse(f"{header}\r\n\r\nx".encode()).automatic


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no", "Precedence: normal", "From: a@b.example", "X-Autoreply: no", "X-Auto-Response-Suppress: OOF",
        "Subject: 我想问自动回复怎么设置", "Subject: 自动回复怎么设置？", "Subject: Re: 自动回复: 休假", "Subject: Out of office hours?",
        "Subject: 未送达的快递", "Subject: 退信怎么办", "Subject: 投递失败的包裹在哪", "Subject: Delivery failed twice, where is my parcel",
        "Subject: Automatic reply button is broken", "Subject: Vacation booking", "Subject: 休假期间的房间", "From: bouncer@club.example",
        "Return-Path: <li.na@example.com>",
    ],
)  # fmt: skip
def test_people_are_not_taken_for_machines(header: str) -> None:
    assert not parse(f"{header}\r\n\r\nx".encode()).automatic


def _report(action: str) -> str:
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: Delivery report\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\nNo such user\r\n--x\r\n"
        f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1\r\n no such user\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: <{OURS}>\r\nSubject: x\r\n--x--\r\n"
    )


BOUNCES = {
    "standard": _report("failed"),
    "QQ": (
        "From: PostMaster@qq.example\r\nTo: care@zhiyin.example\r\nSubject: =?gb2312?B?z7XNs83L0MU=?=/Systems bounce\r\n"
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n您的邮件被退回。\n"
        "退信原因：收件人邮件地址（li.na@qq.example）不存在，邮件无法送达。 host mx3.qq.example[1.2.3.4] said: 550 Mailbox not found\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-Id: <{OURS}>\r\nSubject: 您的订单\r\n\r\nx\r\n--x--\r\n"
    ),
    "163": (
        "From: Postmaster@163.example\r\nTo: care@zhiyin.example\r\nSubject: 系统退信\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        "<p>抱歉，您的邮件被退回来了……</p><table><tr><td>退信原因</td><td>SMTP error, RCPT TO: 550 User not found: li.na@163.example</td></tr>"
        f"</table><pre>Received: by x\nMessage-ID: &lt;{OURS}&gt;\nSubject: 您的订单</pre>"
    ),
    "Exchange": (
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>\r\nSubject: 未送达: 您的订单\r\n"
        "Return-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n未能向以下收件人传递: 550 5.1.10 RESOLVER.ADR.RecipientNotFound\r\n--x\r\n"
        "Content-Type: message/delivery-status\r\n\r\nAction: failed\r\nStatus: 5.1.10\r\nDiagnostic-Code: smtp;550 5.1.10 RecipientNotFound\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID:\r\n\t<{OURS}>\r\nSubject: 您的订单\r\n\r\nx\r\n--x--\r\n"
    ),
    "Gmail": (
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>\r\nX-Failed-Recipients: li.na@gone.example\r\nAuto-Submitted: auto-replied\r\n"
        f"Subject: Delivery Status Notification (Failure)\r\nReferences: <{OURS}>\r\nIn-Reply-To: <{OURS}>\r\n\r\n"
        "** Address not found **\r\n\r\nThe response was:\r\n\r\n550 5.1.1 The email account that you tried to reach does not exist.\r\n"
    ),
    "qmail": (
        "From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program.\n<li.na@gone.example>:\n"
        f"550 user unknown\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <care@zhiyin.example>\nMessage-ID: <{OURS}>\n\nx"
    ),
}  # fmt: skip


@pytest.mark.parametrize("raw", BOUNCES.values(), ids=BOUNCES.keys())
def test_of_a_bounce_it_is_known_what_came_back_and_why(raw: str) -> None:
    mail = parse(raw.encode())
    assert mail.automatic
    assert OURS in mail.returned
    assert "550" in mail.returned_words


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded"])
def test_a_mail_that_is_late_or_arrived_did_not_come_back(action: str) -> None:
    mail = parse(_report(action).encode())
    assert mail.automatic
    assert mail.returned == []


@pytest.mark.parametrize(
    "raw",
    [
        f"Return-Path: <>\r\nSubject: 自动回复: 您的订单\r\nIn-Reply-To: <{OURS}>\r\n\r\n我在休假。",
        f"Return-Path: <>\r\nSubject: Re: order\r\nAuto-Submitted: auto-replied\r\nReferences: <{OURS}>\r\n\r\nI am away.",
        f"From: postmaster@x.example\r\nSubject: Warning: message delayed 24 hours\r\n\r\nMessage-ID: <{OURS}>",
        "Subject: Read: order\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n\r\n--x\r\n"
        f"Content-Type: message/disposition-notification\r\n\r\nOriginal-Message-ID: <{OURS}>\r\nDisposition: x; displayed\r\n--x--",
        f"From: li.na@example.com\r\nSubject: Re: order\r\nIn-Reply-To: <{OURS}>\r\n\r\n550 does not exist?",
    ],
)
def test_an_absence_note_a_receipt_and_an_answer_are_no_bounces(raw: str) -> None:
    assert parse(raw.encode()).returned == []
