"""Small pictures of attached ones, made when they are first looked at and kept beside the content, by its digest."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

import structlog

from zhiyin.listen.channels.files import path_of, write
from zhiyin.listen.channels.scanning import faults_of
from zhiyin.listen.channels.shrinking import NO_PICTURE

log = structlog.get_logger()
_SHRINKING = Path(__file__).with_name("shrinking.py")
#: so many are made at the same time by one process; others wait so long
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE_SECONDS = 30
#: how the making ends for a picture that it will never be made of; any other end may be another one tomorrow
_NEVER = {NO_PICTURE, *(-one for one in (signal.SIGXCPU, signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT))}


def thumbnail_of(digest: str) -> Path | None:
    """Where the small picture of this content lies (a WebP); None when there is none. `Unchecked` while the scanner has
    not said that the content is safe."""
    small = path_of(digest).with_name(f"{digest}.small")
    if not small.exists():
        if faults_of(digest, path_of(digest)):
            return None
        made = _made(path_of(digest))
        if made is None:
            return None
        write(small, made)
    return small if small.stat().st_size else None


def _made(path: Path) -> bytes | None:
    """The small picture; blank when there will never be one, None when there is none this time."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS):
        return None
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_SHRINKING), str(path)],
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("thumbnail_not_made", digest=path.name, error=repr(error))
        return None
    finally:
        _AT_ONCE.release()
    if done.returncode == 0:
        return done.stdout
    log.info(
        "thumbnail_not_made",
        digest=path.name,
        code=done.returncode,
        error=done.stderr[-300:].decode("utf-8", "replace"),
    )
    return b"" if done.returncode in _NEVER else None
