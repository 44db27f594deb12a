# ruff: noqa: E501 - what mails say has long lines
"""What is new is told from what mail programs put under it: zh and en, in text and in HTML, as each of them writes it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from zhiyin.listen.channels.email.parsing import parse
from zhiyin.listen.channels.email.quotes import fold

NEW = "还是没有收到，请再查一下。\n订单号 20260117。"
NEW_HTML = "<div>还是没有收到，请再查一下。</div><div>订单号 20260117。</div>"


class Sample(NamedTuple):
    """What a program puts under the new text, as text or as HTML."""

    below: str
    html: bool = False


PROGRAMS = {
    "Gmail, en": Sample("\n\nOn Mon, Jan 19, 2026 at 10:02 AM Zhiyin Care <care@zhiyin.example> wrote:\n\n> Dear Ms Li,\n>\n> it was sent.\n"),
    "Gmail, en, broken": Sample(
        "\n\nOn Mon, Jan 19, 2026 at 10:02 AM Zhiyin Hotels Customer Care Team <\ncare@zhiyin.example> wrote:\n\n> Dear Ms Li,\n"
    ),
    "Gmail, zh": Sample("\n\n知音客服 <care@zhiyin.example> 于2026年1月19日周一 10:02写道：\n\n> 李女士您好：\n> 已经寄出。\n"),
    "Apple Mail, en": Sample("\n\n> On 19 Jan 2026, at 10:02, Zhiyin Care <care@zhiyin.example> wrote:\n> \n> It was sent.\n"),
    "Apple Mail, zh": Sample("\n\n> 2026年1月19日 10:02，知音客服 <care@zhiyin.example> 写道：\n> \n> 已经寄出。\n"),
    "iPhone, zh": Sample("\n\n发自我的iPhone\n\n> 在 2026年1月19日，10:02，知音客服 <care@zhiyin.example> 写道：\n> \n> ﻿已经寄出。\n"),
    "Outlook, en": Sample(
        "\n\nFrom: Zhiyin Care <care@zhiyin.example>\nSent: Monday, January 19, 2026 10:02 AM\nTo: Li Na\nSubject: Your order\n\nIt was sent.\n"
    ),
    "Outlook, zh": Sample(
        "\n\n发件人: 知音客服 <care@zhiyin.example>\n发送时间: 2026年1月19日 10:02\n收件人: 李娜\n主题: 您的订单\n\n已经寄出。\n"
    ),
    "Outlook, zh, with a rule": Sample(
        "\n\n________________________________\n发件人: 知音客服 <care@zhiyin.example>\n发送时间: 2026年1月19日 10:02\n收件人: 李娜\n主题: 您的订单\n\n已经寄出。\n"
    ),
    "Outlook, zh-Hant": Sample(
        "\n\n寄件者: 知音客服 <care@zhiyin.example>\n寄件日期: 2026年1月19日 10:02\n收件者: 李娜\n主旨: 您的訂單\n\n已經寄出。\n"
    ),
    "Outlook Express": Sample("\n\n-----Original Message-----\nFrom: Care\nSent: Monday\nTo: Li Na\nSubject: x\n\nIt was sent.\n"),
    "QQ": Sample(
        "\n\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: \"知音客服\"<care@zhiyin.example>;\n发送时间:&nbsp;2026年1月19日(星期一) 上午10:02\n"
        "收件人: \"李娜\"<li.na@qq.example>;\n主题:&nbsp;您的订单\n\n已经寄出。".replace("&nbsp;", "\xa0")
    ),
    "163": Sample("\n\n\n\nAt 2026-01-19 10:02:11, \"知音客服\" <care@zhiyin.example> wrote:\n\n>李女士您好：\n>已经寄出。"),
    "163, zh": Sample("\n\n\n\n在 2026-01-19 10:02:11，\"知音客服\" <care@zhiyin.example> 写道：\n\n李女士您好：\n已经寄出。"),
    "163, mobile": Sample(
        "\n\n\n发自我的网易邮箱手机智能版\n\n\n---- 回复的原邮件 ----\n| 发件人 | 知音客服<care@zhiyin.example> |\n| 日期 | 2026年01月19日 10:02 |\n"
        "| 收件人 | 李娜<li.na@163.example> |\n| 主题 | 您的订单 |\n\n已经寄出。"
    ),
    "Foxmail": Sample(
        "\n\n\n李娜\n \n发件人： 知音客服\n发送时间： 2026-01-19 10:02\n收件人： li.na\n主题： 您的订单\n已经寄出。".replace("李娜\n", "", 1)
    ),
    "Thunderbird, de": Sample("\n\nAm 19.01.26 um 10:02 schrieb Zhiyin Care:\n> Es ist unterwegs.\n"),
    "a signature": Sample("\n\n-- \n李娜\n上海某某贸易有限公司\n电话 021-5555 0101"),
    "a signature of QQ": Sample("\n\n\n------------------\n李娜\n上海"),
    "a phone, zh": Sample("\n\n发自我的华为手机"),
    "a phone, en": Sample("\n\nSent from my iPhone"),
    "Outlook for phones": Sample("\n\n获取适用于 iOS 的 Outlook <https://aka.ms/o0ukef>"),
    "Outlook for phones, en": Sample("\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>"),
    "QQ for phones": Sample("\n\n来自QQ邮箱手机客户端"),
    "NetEase": Sample("\n\n由网易邮箱大师发送"),
    "Gmail, HTML": Sample(
        '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">知音客服 &lt;<a href="mailto:care@zhiyin.example">care@zhiyin.example</a>&gt; '
        '于2026年1月19日周一 10:02写道：<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex"><div>已经寄出。</div></blockquote></div>',
        True,
    ),
    "Apple Mail, HTML": Sample(
        '<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">发自我的iPhone</div><div dir="ltr"><br><blockquote type="cite">在 2026年1月19日，10:02，知音客服 &lt;care@zhiyin.example&gt; 写道：<br><br></blockquote></div>'
        '<blockquote type="cite"><div dir="ltr">﻿已经寄出。</div></blockquote>',
        True,
    ),
    "Outlook, HTML": Sample(
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span>发件人:</span></b><span> 知音客服 &lt;care@zhiyin.example&gt; <br><b>'
        "发送时间:</b> 2026年1月19日 10:02<br><b>收件人:</b> 李娜<br><b>主题:</b> 您的订单<o:p></o:p></span></p></div><p class=MsoNormal>已经寄出。<o:p></o:p></p>",
        True,
    ),
    "Outlook on the web": Sample(
        '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Zhiyin Care<br><b>Sent:</b> Monday<br>'
        "<b>To:</b> Li Na<br><b>Subject:</b> Your order</font></div><div>It was sent.</div>",
        True,
    ),
    "QQ, HTML": Sample(
        '<div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div>'
        '<div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"知音客服"</div><div><b>主题:</b>&nbsp;您的订单</div></div><div>已经寄出。</div>',
        True,
    ),
    "163, HTML": Sample(
        '<br><pre><br>At 2026-01-19 10:02:11, "知音客服" &lt;care@zhiyin.example&gt; wrote:</pre><blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">'
        "<div>已经寄出。</div></blockquote>",
        True,
    ),
    "a signature, HTML": Sample(
        '<br>-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div>李娜</div><div>上海某某贸易有限公司</div></div>', True
    ),
}  # fmt: skip


@pytest.mark.parametrize("sample", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_only_what_is_new_is_shown(sample: Sample) -> None:
    kind = "html" if sample.html else "plain"
    body = NEW_HTML + sample.below if sample.html else NEW + sample.below
    mail = parse(f"From: li.na@example.com\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{body}".encode())
    assert mail.said == NEW
    for word in ("已经寄出", "It was sent", "unterwegs", "上海", "手机", "iPhone"):
        assert (word in sample.below) == (word in mail.quoted), "what is folded is not lost"


@pytest.mark.parametrize(
    "text",
    [
        "From: here to there\nit rained",
        "他在信里写道：这不对。\n我同意。",
        "经理写道：\n请退款。",
        "1. 订单\n-----\n2. 发票",
        "发自内心地感谢您。",
        "请寄到这个邮箱：我的QQ邮箱",
        "Sent via DHL yesterday.",
        "温度 > 30 度\n还是不行",
        "> only a quote\n> and more",
        "On Monday I wrote:\nnothing came back",
        "发件人: 我\n这是地址。",
        "收件人：李娜\n地址：上海\n电话：123",
        "-- \nonly a signature",
    ],
)
def test_what_only_looks_like_history_stays(text: str) -> None:
    assert fold(text) == (text, "")


def test_an_answer_below_the_quotation_is_shown() -> None:
    said = "On Mon, Jan 19, 2026 at 10:02 Care <care@x.example> wrote:\n> 您的订单号是多少？\n\n20260117\n\n-- \n李娜"
    assert fold(said)[0] == "20260117"
    assert "您的订单号是多少" in fold(said)[1]


def test_answers_between_quoted_lines_are_all_shown() -> None:
    said = (
        "你好，见下。\n\n在 2026年1月19日，客服 <care@x.example> 写道：\n> 订单号？\n20260117\n> 地址？\n上海\n> 谢谢"
    )
    assert fold(said) == (said, "")


@pytest.mark.parametrize("subject", ["Fwd: 订单", "转发：订单", "WG: Bestellung"])
def test_what_is_forwarded_is_what_they_want_to_say(subject: str) -> None:
    body = "看看这个。\n\n---------- Forwarded message ----------\nFrom: a@b.example\nDate: x\nSubject: y\n\n原文。"
    assert parse(f"From: a@b.example\r\nSubject: {subject}\r\n\r\n{body}".encode()).said == body


@pytest.mark.parametrize("sample", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_nothing_is_lost_in_folding(sample: Sample) -> None:
    text = NEW + sample.below
    new, rest = fold(text)
    assert sorted("".join((new + rest).split())) == sorted("".join(text.split()))
