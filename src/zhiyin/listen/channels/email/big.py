"""Mails that are larger than we keep: their beginning, with what people wrote."""

from __future__ import annotations

from imapclient import IMAPClient

#: what is fetched of a mail that is too large: the text comes first, files after it
BEGINNING = 2**20


def shortened(client: IMAPClient, uid: int, size: int) -> bytes:
    """The beginning of a mail, cut before the part that is not whole."""
    found = client.fetch([uid], [f"BODY.PEEK[]<0.{BEGINNING}>"]).get(uid, {})
    beginning = next((bytes(value) for key, value in found.items() if key.startswith(b"BODY[]") and value), b"")
    return b"X-Zhiyin-Left-Out: %d bytes\r\n" % (size - BEGINNING) + cut(beginning)


def cut(beginning: bytes) -> bytes:
    """Without the last part, which broke off; a mail of one part stays as it is. Pure.

    A part begins with a line of two hyphens and a boundary that the mail names.
    """
    begins = len(beginning)
    while (begins := beginning.rfind(b"\n--", 0, begins)) > 0:
        ends = beginning.find(b"\n", begins + 1)
        boundary = beginning[begins + 3 : ends].strip()
        if ends > 0 and boundary and b'boundary="' + boundary + b'"' in beginning[:begins]:
            return beginning[: begins + 1] + b"--" + boundary + b"--\r\n"
        if ends > 0 and boundary and b"boundary=" + boundary in beginning[:begins]:
            return beginning[: begins + 1] + b"--" + boundary + b"--\r\n"
    return beginning
