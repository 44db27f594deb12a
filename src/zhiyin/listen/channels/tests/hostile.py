"""Mails made to cost time and memory, and what reading them cost: `python -m … <files>` prints seconds and megabytes."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

#: what no mail may cost
SECONDS, MEGABYTES = 2.0, 300.0

_HTML = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n"
_TEXT = b"From: a@b.example\r\nContent-Type: text/plain\r\n\r\n"


class Cost(NamedTuple):
    seconds: float
    megabytes: float


def _nested(depth: int) -> bytes:
    return b"From: a@b.example\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )


def _mixed(*parts: bytes) -> bytes:
    inner = b"".join(b"--x\r\n" + part + b"\r\n" for part in parts)
    return b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + inner + b"--x--\r\n"


def _attached(megabytes: int) -> bytes:
    line = b"QUJD" * 19 + b"\r\n"
    return (
        b"Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=a.zip\r\n\r\n" + line * (megabytes * 2**20 // 57)
    )


#: name → the mail; built when asked for
HOSTILE: dict[str, Callable[[], bytes]] = {
    "2,000 nested parts": lambda: _nested(2_000) + b"\r\nhidden",
    "40 nested parts around 40 MB": lambda: _nested(40) + b"\r\n" + b"--b \r\n" * (40 * 2**20 // 6),
    "100,000 flat parts": lambda: _mixed(*[b"Content-Type: image/png\r\n\r\nx"] * 100_000),
    "100,000 flat texts": lambda: _mixed(*[b"\r\nx"] * 100_000),
    "From with 50,000 quotes": lambda: b"From: " + b'"' * 50_000 + b" <a@b.example>\r\n\r\nx",
    "From with 50,001 quotes": lambda: b"From: " + b'"' * 50_001 + b" <a@b.example>\r\n\r\nx",
    "From with 50,000 escaped quotes": lambda: b'From: "' + b'\\"' * 50_000 + b" <a@b.example>\r\n\r\nx",
    "From with 50,000 brackets": lambda: b"From: " + b"<" * 50_000 + b"\r\n\r\nx",
    "From with 50,000 comments": lambda: b"From: " + b"(" * 50_000 + b"\r\n\r\nx",
    "From of 60,000 letters": lambda: b"From: " + b"a" * 60_000 + b"\r\n\r\nx",
    "To with 100,000 addresses": lambda: b"From: a@b.example\r\nTo: " + b"a@b.example, " * 100_000 + b"\r\n\r\nx",
    "Content-Type with 50,000 parameters": lambda: b"Content-Type: text/plain" + b"; a=b" * 50_000 + b"\r\n\r\nx",
    "Content-Type with 50,000 quotes": lambda: b"Content-Type: text/plain" + b';a="' * 50_000 + b"\r\n\r\nx",
    "file name in 50,000 pieces": lambda: _mixed(
        b"Content-Disposition: attachment" + b"".join(b"; filename*%d*=a" % n for n in range(50_000)) + b"\r\n\r\nx"
    ),
    "Subject of 50,000 encoded words": lambda: b"Subject: " + b"=?utf-8?B?5L2g?= " * 50_000 + b"\r\n\r\nx",
    "Subject of 50,000 open words": lambda: b"Subject: " + b"=?utf-8?B?" * 50_000 + b"\r\n\r\nx",
    "References to 100,000 mails": lambda: b"References: " + b"<a@b>" * 100_000 + b"\r\n\r\nx",
    "header without end, 30 MB": lambda: b"X: " + b"y" * (30 * 2**20),
    "folded header without end, 30 MB": lambda: b"Subject: x" + b"\r\n y" * (30 * 2**20 // 4),
    "2,000,000 headers": lambda: b"A: b\r\n" * 2_000_000 + b"\r\nx",
    '10 MB of "<"': lambda: _HTML + b"<" * (10 * 2**20),
    '10 MB of "<a "': lambda: _HTML + b"<a " * (10 * 2**20 // 3),
    '10 MB of "<!--"': lambda: _HTML + b"<!--" * (10 * 2**20 // 4),
    '10 MB of "&"': lambda: _HTML + b"&#x" * (10 * 2**20 // 3),
    "deep tags": lambda: _HTML + b"<div>" * 200_000,
    "900 deep tags, many paragraphs": lambda: _HTML + b"<div>" * 900 + b"<p>a</p>" * 120_000,
    "tables in tables": lambda: _HTML + b"<table><tr><td>" * 50_000 + b"x",
    "reopened tags": lambda: (
        _HTML + b"<p>" + b"".join(b"<b id=%d>" % n for n in range(390)) + b"</p>" + b"<p>x</p>" * 60_000
    ),
    "crossed tags": lambda: _HTML + b"<a><b><i><p></a></b></i>" * 30_000,
    "tags closed by others": lambda: _HTML + b"<div><div><b>x</b></div></di v>" * 30_000,
    "ends that end nothing": lambda: _HTML + b'<div></div="x"><p><b></p>' * 40_000,
    "ends in attributes": lambda: _HTML + b'<div><i title="</div>">' * 40_000,
    "ends in comments": lambda: _HTML + b"<div><!--</div>--><!--></div>" * 30_000,
    "ends in scripts": lambda: _HTML + b"<div><textarea></div></textarea>" * 30_000,
    "ends behind walls": lambda: _HTML + b"<div><table><tr><td></div></td></tr></table>" * 22_000,
    "ends behind cells": lambda: _HTML + b"<object><table><tr><td></object>" * 30_000,
    "tags in a foreign style": lambda: _HTML + b"<svg><style>" + b"<div>" * 190_000,
    "open quotes": lambda: _HTML + b'<a x="' * 160_001,
    "open brackets": lambda: _HTML + b"<?" * 500_000,
    "50,000 attributes": lambda: _HTML + b"<p " + b"".join(b"a%d=1 " % n for n in range(50_000)) + b">x",
    "one long style": lambda: _HTML + b'<p style="' + b"color:red;" * 90_000 + b'">x',
    "nested quotations": lambda: _HTML + b"<blockquote>" * 900 + b"<br>x" * 60_000,
    "10 MB of quotes": lambda: _TEXT + b"> " * (5 * 2**20),
    "10 MB of lines that begin a quote": lambda: _TEXT + b"On 2024-01-01 a@b\r\n" * (10 * 2**20 // 19) + b"wrote:\r\n",
    "From: lines": lambda: _TEXT + b"From: x\r\n" * 200_000,
    "one line of 10 MB": lambda: _TEXT + b"On a " * (2 * 2**20) + b"wrote:",
    "10 MB of dashes": lambda: _TEXT + b"- " * (5 * 2**20),
    "a bounce of 10 MB": lambda: (
        b"From: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\n\r\n"
        + b"550 host x said\r\nMessage-ID:\r\n " * 250_000
    ),
    "60 MB attachment": lambda: _mixed(b"\r\nhello", _attached(60)),
    "three attachments of 19 MB": lambda: _mixed(b"\r\nhello", *[_attached(19)] * 3),
    "60 MB of text": lambda: _TEXT + "你好。\n".encode() * (60 * 2**20 // 10),
    "60 MB of raw GBK without a label": lambda: b"\r\n" + "你好，我的订单".encode("gbk") * (60 * 2**20 // 14),
    "60 MB of quoted-printable": lambda: (
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + b"=E4=BD=A0" * (60 * 2**20 // 9)
    ),
    "10 MB of padding": lambda: _mixed(
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"QQ==" * (10 * 2**20 // 4)
    ),
}  # fmt: skip


def costs_of(files: Iterable[Path]) -> list[Cost]:
    """What reading each of these mails cost, measured in processes of their own with a limit on both."""
    command = [sys.executable, "-m", __name__, *map(str, files)]
    source = str(Path(__file__).resolve().parents[4])
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": source})
    return [Cost(*json.loads(line)) for line in done.stdout.splitlines()]


def _main(files: list[str]) -> Iterator[Cost]:
    from zhiyin.listen.channels.email.parsing import parse

    parse(_HTML + b"<p>warm")
    for file in files:
        reading, writing = os.pipe()
        if child := os.fork():
            os.close(writing)
            with os.fdopen(reading) as pipe:
                said = pipe.read()
            _, status = os.waitpid(child, 0)
            yield Cost(*json.loads(said)) if status == 0 else Cost(float("inf"), float("inf"))
            continue
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
        raw = Path(file).read_bytes()
        begun = time.process_time()
        parse(raw)
        seconds = time.process_time() - begun
        status = Path("/proc/self/status").read_text()
        kilobytes = int(status.partition("VmHWM:")[2].split()[0])
        os.write(writing, json.dumps([seconds, kilobytes / 1024]).encode())
        os._exit(0)


if __name__ == "__main__":
    for cost in _main(sys.argv[1:]):
        print(json.dumps(cost), flush=True)
