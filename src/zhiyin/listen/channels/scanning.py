"""What a scanner says of a file (ZHIYIN_SCANNER): asked once a content, kept, and heeded wherever files go in or out.

`clamd:/run/clamav/clamd.sock` or `clamd:host:3310` speaks to ClamAV's daemon; anything else is a command that gets the
file's path: it ends with 0 for a clean file and with 1 for one that is not safe, and its last line says why.
"""

from __future__ import annotations

import shlex
import socket
import subprocess
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiyin.listen.channels.models import Attachment, Message, Scan

#: what a message says of a file that is not safe; translated where it is shown
UNSAFE = gettext_noop("This file was found unsafe and is not given out.")
_SECONDS = 60
_CHUNK = 64 * 1024


class Unchecked(Exception):
    """The scanner did not say whether a file is safe."""


def faults_of(digest: str, path: Path) -> str:
    """What the scanner found in this content; blank for nothing, or without a scanner. `Unchecked` when it fails."""
    known = Scan.objects.filter(digest=digest).first()
    if known is None:
        if not settings.SCANNER:
            return ""
        words = ask(path)
        known, _made = Scan.objects.get_or_create(
            digest=digest, defaults={"safe": not words, "words": words[:300], "at": timezone.now()}
        )
    return "" if known.safe else (known.words or _("not safe"))


def take_out_of_reach(digest: str, path: Path) -> bool:
    """Ask about a content; if it is not safe no message leads to it any more, and each says so. Returns whether it is."""
    if not faults_of(digest, path):
        return True
    Attachment.objects.filter(digest=digest).update(digest="", left_out=UNSAFE)
    return False


def unsafe_file_of(message: Message) -> str:
    """Why a message of ours may not leave with its files; blank when it may. `Unchecked` when nobody knows yet."""
    from zhiyin.listen.channels.files import path_of  # which asks us when it keeps a file

    for attachment in message.attachments.all():
        if attachment.left_out:
            return f"{attachment.name}: {_(attachment.left_out)}"
        if not attachment.digest:
            continue
        path = path_of(attachment.digest)
        if words := faults_of(attachment.digest, path):
            take_out_of_reach(attachment.digest, path)
            return _("The file “%(name)s” was found unsafe: %(words)s") % {"name": attachment.name, "words": words}
    return ""


def ask(path: Path) -> str:
    """What the scanner says of a file now; blank for clean."""
    scanner = settings.SCANNER
    try:
        return _clamd(scanner.removeprefix("clamd:"), path) if scanner.startswith("clamd:") else _command(scanner, path)
    except (OSError, subprocess.SubprocessError) as error:
        raise Unchecked(str(error)) from error


def _command(command: str, path: Path) -> str:
    done = subprocess.run([*shlex.split(command), str(path)], capture_output=True, timeout=_SECONDS, check=False)
    if done.returncode not in (0, 1):
        raise Unchecked(f"{command} ended with {done.returncode}")
    if done.returncode == 0:
        return ""
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else _("not safe")


def _clamd(address: str, path: Path) -> str:
    """ClamAV's INSTREAM: chunks with their length before them, an empty one at the end; the answer is OK or FOUND."""
    host, _colon, port = address.rpartition(":")
    local = address.startswith("/")
    line = socket.socket(socket.AF_UNIX) if local else socket.create_connection((host, int(port)), timeout=_SECONDS)
    with closing(line):
        line.settimeout(_SECONDS)
        if local:
            line.connect(address)
        line.sendall(b"zINSTREAM\0")
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    words = answer.rstrip(b"\0").decode("utf-8", "replace").strip()
    if words.endswith("FOUND"):
        return words.removeprefix("stream:").removesuffix("FOUND").strip()
    if words.endswith("OK"):
        return ""
    raise Unchecked(words or "clamd hung up")
