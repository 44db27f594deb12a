"""How the mail door hears a mail: in large pieces, whatever its lines look like.

aiosmtpd reads line by line, each line an object: a mail of 30 MB in lines of two letters takes it half a minute and
1.5 GB, and others wait for ten seconds meanwhile. Here a mail costs what its bytes cost, and a line may be as long as it.
"""

from __future__ import annotations

import asyncio

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax

#: bytes that are read at once
_PIECE = 2**18
#: RFC 5321, 4.1.1.4: the only end of a mail; a lone dot between bare line feeds is none
_END = b"\r\n.\r\n"
TOO_LARGE = "552 5.3.4 The mail is too large"


class Talk(SMTP):
    """SMTP whose mails are read in pieces."""

    speaks = "SMTP"
    #: of the stream: aiosmtpd asks for no other limit
    line_length_limit = _PIECE

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 Error: need RCPT command")
            return
        if arg:
            await self.push("501 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content = await self._content()
        if content is None:
            status = TOO_LARGE
        else:
            self.envelope.content = self.envelope.original_content = content
            status = await self._call_handler_hook("DATA")
        self._set_post_data_state()  # type: ignore[no-untyped-call]
        await self.push(status)

    async def _content(self) -> bytes | None:
        """The mail that comes now, without the dots that were put before dots; None when it is larger than allowed."""
        # the end of the command has been read, and a mail may end with its first line
        self._reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined]
        pieces: list[bytes] = []
        size, most, ended = -len(_END), self.data_size_limit or 0, False
        while not ended:
            try:
                piece, ended = await self._reader.readuntil(_END), True
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.readexactly(overrun.consumed)  # all but what may begin the end
            except asyncio.CancelledError:  # the line broke
                self._writer.close()
                raise
            size += len(piece)
            if most and size > most:
                pieces.clear()
            else:
                pieces.append(piece)
        if most and size > most:
            return None
        return b"".join(pieces)[: -len(b".\r\n")].replace(b"\r\n.", b"\r\n").removeprefix(b"\r\n")


class LocalTalk(Talk, LMTP):
    """LMTP whose mails are read in pieces."""

    speaks = "LMTP"
