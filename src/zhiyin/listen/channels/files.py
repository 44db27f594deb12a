"""Attached files lie in the files folder under the SHA-256 of their content: the same file is kept once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings
from django.utils.translation import gettext_noop

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.listen.channels.incoming import Part
from zhiyin.listen.channels.models import Attachment, Scan
from zhiyin.listen.channels.scanning import UNSAFE, Unchecked, faults_of

log = structlog.get_logger()
#: what a message says of a file; translated where it is shown
BEING_FETCHED = gettext_noop("is being fetched")


def path_of(digest: str) -> Path:
    """Where the file with this SHA-256 (64 hex digits) lies."""
    return Path(settings.MEDIA_ROOT) / "attachments" / digest[:2] / digest


def keep(message_id: UUID, part: Part) -> Attachment:
    """Write the content to its place, unless it is there, and return the unsaved row that points at it."""
    digest = "" if part.content is None else store(part.content)
    left_out = part.left_out
    if digest:
        try:
            if faults_of(digest, path_of(digest)):
                digest, left_out = "", UNSAFE
        except Unchecked as error:  # asked again by the job, and before it is given out
            log.warning("file_unchecked", digest=digest, error=str(error))
    left_out = left_out or (BEING_FETCHED if part.source and not digest else "")
    return Attachment(
        message_id=message_id,
        name=part.name[:255],
        content_type=part.content_type[:120],
        size=part.size,
        digest=digest,
        content_id=part.content_id[:255],
        inline=part.inline,
        left_out=left_out[:120],
        source=part.source,
    )


def store(content: bytes) -> str:
    """Write a content to its place, unless it is there; returns its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    write(path_of(digest), content)
    if settings.SCANNER and not Scan.objects.filter(digest=digest).exists():
        defer("channels.scan", queue="incoming", digest=digest)
    return digest


def write(path: Path, content: bytes) -> None:
    """Write a content to a place that holds nothing else ever, unless it is there: whole or not at all."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{new_id().hex}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
