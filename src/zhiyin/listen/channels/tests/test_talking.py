"""What is heard at the mail door is what was said, whatever the lines look like and however the bytes come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from aiosmtpd.smtp import Envelope

from zhiyin.face.testing import run_apart
from zhiyin.listen.channels.talking import LocalTalk, Talk

LARGEST = 35 * 2**20
BEGIN = b"MAIL FROM:<a@b.example>\r\nRCPT TO:<care@zhiyin.example>\r\nDATA\r\n"


class Ear:
    def __init__(self) -> None:
        self.heard: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.heard.append(envelope.content)
        return "250 OK"


def talk(
    say: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    *,
    kind: type[Talk] = Talk,
    largest: int = LARGEST,
) -> list[bytes]:
    """What was heard of a conversation with a door of its own."""
    ear = Ear()

    async def converse() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: kind(ear, data_size_limit=largest, loop=loop), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await said(reader, b"220")
        writer.write(b"LHLO me\r\n" if kind is LocalTalk else b"EHLO me\r\n")
        while (await reader.readline())[3:4] == b"-":
            pass
        await say(reader, writer)
        writer.close()
        server.close()
        await server.wait_closed()

    run_apart(asyncio.wait_for(converse(), 60))
    return ear.heard


async def said(reader: asyncio.StreamReader, *answers: bytes) -> None:
    for answer in answers:
        assert (await reader.readline())[: len(answer)] == answer


def heard(*pieces: bytes, kind: type[Talk] = Talk) -> list[bytes]:
    """What is heard of a mail that is written in these pieces, its end among them."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(BEGIN)
        await said(reader, b"250", b"250", b"354")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        await said(reader, b"250")

    return talk(say, kind=kind)


@pytest.mark.parametrize("kind", [Talk, LocalTalk])
@pytest.mark.parametrize(
    ("written", "mail"),
    [
        (b"Subject: x\r\n\r\nhi\r\n.\r\n", b"Subject: x\r\n\r\nhi\r\n"),
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"..a\r\n...\r\nb.\r\n.\r\n", b".a\r\n..\r\nb.\r\n"),
        (b".a\r\n.\r\n", b"a\r\n"),
        # lone dots between bare line ends are no end: what follows would be another's mail (SMTP smuggling)
        (b"a\n.\nb\n.\r\nc\r.\r\r\n.\nd\r\n.\r\n", b"a\n.\nb\n.\r\nc\r.\r\r\n\nd\r\n"),
    ],
)
def test_dots_and_ends(kind: type[Talk], written: bytes, mail: bytes) -> None:
    assert heard(written, kind=kind) == [mail]


def test_it_does_not_matter_where_the_bytes_are_cut() -> None:
    written = b"..a\r\n.\r.\n\r\n\r\n..\r\n.\r\n"
    whole = heard(written)
    for place in range(1, len(written)):
        assert heard(written[:place], written[place:]) == whole
    assert heard(*(bytes([one]) for one in written)) == whole


def test_what_is_said_after_the_mail_at_once_is_heard_next() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(BEGIN)
        await said(reader, b"250", b"250", b"354")
        writer.write(b"one\r\n.\r\n" + BEGIN)
        await said(reader, b"250", b"250", b"250", b"354")
        writer.write(b"two\r\n.\r\nQUIT\r\n")
        await said(reader, b"250", b"221")

    assert talk(say) == [b"one\r\n", b"two\r\n"]


def test_what_is_too_large_is_refused_and_the_next_mail_is_taken() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for size, answer in ((1_000_001, b"552"), (1_000_000, b"250")):
            writer.write(BEGIN)
            await said(reader, b"250", b"250", b"354")
            writer.write(b"x" * (size - 2) + b"\r\n.\r\n")
            await said(reader, answer)

    assert [len(one) for one in talk(say, largest=1_000_000)] == [1_000_000]


def test_without_a_recipient_no_mail_is_taken() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"MAIL FROM:<a@b.example>\r\nDATA\r\nDATA x\r\n")
        await said(reader, b"250", b"503", b"503")

    assert talk(say) == []


def cut(mail: bytes, size: int = 2**16) -> Iterable[bytes]:
    return (mail[place : place + size] for place in range(0, len(mail), size))


@pytest.mark.parametrize(
    "mail",
    [b"Subject: x" + b"\r\n y" * 2_500_000 + b"\r\n", b"\r\n" * 5_000_000, b"<" * 10_000_000 + b"\r\n"],
    ids=["lines of two letters", "empty lines", "one line"],
)
def test_ten_megabytes_cost_what_their_bytes_cost_whatever_the_lines(mail: bytes) -> None:
    before = time.process_time()
    assert heard(*cut(mail), b".\r\n") == [mail]
    assert time.process_time() - before < 2  # line by line it took six
