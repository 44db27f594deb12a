"""Reading mail: how fast, beside Python's own library in the same run, and what the worst mails cost.

`python bench/mail.py [how many damaged mails]`. CPU seconds, one core.
"""

from __future__ import annotations

import base64
import email
import email.policy
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from zhiyin.listen.channels.email.parsing import content_digest, external_id_of, parse
from zhiyin.listen.channels.tests.hostile import HOSTILE, MEGABYTES, SECONDS, costs_of
from zhiyin.listen.channels.tests.mutations import mutations

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "mail"
SEED = 2026
PARAGRAPH = "您好，我一月十九日订的房间还没有收到确认，请帮我查一下订单二〇二六〇一一七的状态，谢谢。\n"


def ordinary(n: int) -> bytes:
    """A mail of about 2 kB as people send them: text, every second one with its HTML twin, every third an answer."""
    subject = base64.b64encode(f"订单 {n} 还没有确认".encode()).decode()
    text = PARAGRAPH * (4 if n % 2 else 8)
    if n % 3 == 0:
        text += "\n在 2026年1月19日，10:02，知音客服 <care@zhiyin.example> 写道：\n> 李女士您好：\n> 已经为您查询。\n"
    head = (
        f"Received: from mx{n}.example.com by mx.zhiyin.example with ESMTPS id {n:08x};"
        " Mon, 19 Jan 2026 10:02:11 +0800\r\n"
        f"From: =?UTF-8?B?5p2O5aic?= <li.na{n}@example.com>\r\nTo: care@zhiyin.example\r\n"
        f"Subject: =?UTF-8?B?{subject}?=\r\n"
        f"Date: Mon, 19 Jan 2026 10:02:11 +0800\r\nMessage-ID: <{n}.{n * 7919}@example.com>\r\nMIME-Version: 1.0\r\n"
        "X-Mailer: Foxmail 7.2.25\r\n"
    )
    encoded = base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")
    plain = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}"
    if n % 2 == 0:
        return (head + plain).encode()
    page = "".join(f"<div>{line}</div>" for line in text.splitlines())[:600]
    return (
        f'{head}Content-Type: multipart/alternative; boundary="b{n}"\r\n\r\n--b{n}\r\n{plain}\r\n--b{n}\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--b{n}--\r\n"
    ).encode()


def by_the_library(raw: bytes) -> tuple[str, str, str]:
    """What its default policy makes of a mail: subject, sender, text."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return str(message["subject"]), str(message["from"]), body.get_content() if body else ""


def taken_apart(raw: bytes) -> object:
    """What its older policy does, the tree of parts alone."""
    return email.message_from_bytes(raw, policy=email.policy.compat32)


def rate(read: Callable[[bytes], object], mails: list[bytes]) -> float:
    """Mails a second of CPU time, the median of three rounds."""
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        for raw in mails:
            read(raw)
        seconds.append(time.process_time() - begun)
    return len(mails) / statistics.median(seconds)


def speeds() -> None:
    mails = [ordinary(n) for n in range(600)]
    size = statistics.mean(map(len, mails))
    print(f"{len(mails)} mails of {size:,.0f} bytes on average, mails per second of CPU time\n")
    for what, read in (
        ("ours: headers, text without history, harmless HTML, files", parse),
        ("email, default policy: subject, sender, text", by_the_library),
        ("email, compat32: the tree of parts alone", taken_apart),
        ("ours: Message-ID and digest, at the door", lambda raw: (external_id_of(raw), content_digest(raw))),
    ):
        print(f"{what:60} {rate(read, mails):9,.0f}", flush=True)


def hostile() -> None:
    print(f"\nmails made to hurt, each in a process of its own (bounds: {SECONDS} s, {MEGABYTES:.0f} MB)\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, build in HOSTILE.items():
            file = Path(folder) / "mail"
            file.write_bytes(build())
            size = file.stat().st_size / 2**20
            (cost,) = costs_of([file])
            print(f"{name:42} {size:6.1f} MB {cost.seconds:8.3f} s {cost.megabytes:8.1f} MB", flush=True)


def damaged(count: int) -> None:
    mails = [path.read_bytes() for path in sorted(CORPUS.glob("*.eml"))] or [ordinary(n) for n in range(50)]
    mails += [ordinary(n) for n in range(20)]
    costs: list[tuple[float, int, bytes]] = []
    for n, raw in enumerate(mutations(mails, count, SEED)):
        begun = time.process_time()
        parse(raw)
        costs.append((time.process_time() - begun, n, raw))
        costs = sorted(costs, key=lambda one: -one[0])[:10] if n % 100 == 99 else costs
    costs.sort(key=lambda one: -one[0])
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for seconds, n, raw in costs[:10]:
            file = Path(folder) / f"{n}"
            file.write_bytes(raw)
            files.append(file)
            print(f"  damaged mail {n}: {len(raw) / 2**20:.2f} MB, {seconds:.3f} s", file=sys.stderr)
        memory = max(cost.megabytes for cost in costs_of(files))
    print(f"\n{count:,} damaged mails (seed {SEED}), all read")
    print(f"the worst took {costs[0][0]:.3f} s, the ten worst at most {memory:.0f} MB")


if __name__ == "__main__":
    speeds()
    hostile()
    damaged(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
