"""No mail, made or damaged, costs more than two seconds and 300 MB, and each is read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from zhiyin.listen.channels.email.parsing import MOST_ATTACHMENTS, Mail, parse
from zhiyin.listen.channels.email.structure import MOST_PARTS
from zhiyin.listen.channels.tests.hostile import HOSTILE, MEGABYTES, SECONDS, costs_of
from zhiyin.listen.channels.tests.mutations import mutations
from zhiyin.listen.channels.tests.test_corpus import MAILS
from zhiyin.listen.channels.tests.test_quotes import PROGRAMS

BIG = {name for name in HOSTILE if "60 MB" in name or "19 MB" in name or "40 MB" in name}


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - BIG))
def test_hostile_mail_costs_little(name: str) -> None:
    raw = HOSTILE[name]()
    begun = time.process_time()
    mail = parse(raw)
    assert time.process_time() - begun < SECONDS
    assert isinstance(mail, Mail)


@pytest.mark.slow
def test_no_hostile_mail_passes_the_bounds_of_time_and_memory(tmp_path: Path) -> None:
    names, together = list(HOSTILE), 9  # to start a process costs more than to read most of them; all would fill a disk
    for begin in range(0, len(names), together):
        some = names[begin : begin + together]
        files = [tmp_path / str(place) for place in range(len(some))]
        for name, file in zip(some, files, strict=True):
            file.write_bytes(HOSTILE[name]())
        for name, cost in zip(some, costs_of(files), strict=True):
            assert cost.seconds < SECONDS, name
            assert cost.megabytes < MEGABYTES, name


def test_the_largest_mails_stay_within_the_bounds(tmp_path: Path) -> None:
    file = tmp_path / "mail"
    file.write_bytes(HOSTILE["60 MB attachment"]())
    (cost,) = costs_of([file])
    assert cost.seconds < SECONDS
    assert cost.megabytes < MEGABYTES


def test_the_measure_sees_what_is_too_much(tmp_path: Path) -> None:
    file = tmp_path / "mail"
    file.write_bytes(b"\r\n" + bytes(310 * 2**20))
    assert costs_of([file])[0].megabytes > MEGABYTES


def test_what_a_hostile_mail_says_is_read_all_the_same() -> None:
    assert parse(HOSTILE["From with 50,000 quotes"]()).sender == "a@b.example"
    assert parse(HOSTILE["From with 50,001 quotes"]()).sender == "a@b.example"
    assert parse(HOSTILE["Content-Type with 50,000 parameters"]()).said == "x"
    assert parse(HOSTILE["Subject of 50,000 encoded words"]()).subject.startswith("你你你")
    assert parse(HOSTILE["2,000,000 headers"]()).said == "x"
    assert parse(HOSTILE["2,000 nested parts"]()).sender == "a@b.example"
    assert parse(HOSTILE['10 MB of "<"']()).said.startswith("<<<")


def test_parts_beyond_the_bound_are_told_of() -> None:
    mail = parse(HOSTILE["100,000 flat parts"]())
    assert [one.left_out for one in mail.parts].count("") == MOST_ATTACHMENTS < MOST_PARTS
    assert mail.parts[-1].left_out == "too many parts"
    assert mail.parts[-1].size > 2_000_000


def test_damaged_mails_are_read(caplog: pytest.LogCaptureFixture) -> None:
    mails = [path.read_bytes() for path in MAILS if path.stat().st_size < 20_000]
    mails += [
        f"From: =?gb2312?B?wO7EyA==?= <li.na@example.com>\r\nSubject: =?utf-8?Q?=E8=AE=A2=E5=8D=95?=\r\n"
        f"Content-Type: multipart/alternative; boundary=b{n}\r\n\r\n--b{n}\r\nContent-Type: text/html; charset=gbk\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\nxOO6w6Osz/u3wdXf\r\n--b{n}\r\n\r\n{one.below}\r\n--b{n}--\r\n".encode()
        for n, one in enumerate(PROGRAMS.values())
    ]
    worst = 0.0
    for raw in mutations(mails, 400, seed=2026):
        begun = time.process_time()
        mail = parse(raw)
        worst = max(worst, time.process_time() - begun)
        for text in (mail.subject, mail.sender, mail.sender_name, mail.said, mail.quoted, mail.html, mail.message_id):
            assert "\x00" not in text
            text.encode()  # no halves of surrogate pairs
        assert len(mail.sender) <= 320
        assert all(0 < len(part.name) <= 255 and "/" not in part.name for part in mail.parts)
    assert worst < SECONDS
    assert "mail_half_read" not in caplog.text
