"""Files of messages: asked for by people who may read the message, given out by a signed address only.

The address is good for some minutes and one file. It needs no cookie, so that it may lie on an origin of its own
(ZHIYIN_FILES_URL): what a customer sent never speaks in our pages' name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiyin.face.access import needs, public
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.models import Attachment
from zhiyin.listen.channels.reads import attachment_for, attachment_signed_for
from zhiyin.listen.channels.scanning import Unchecked, take_out_of_reach
from zhiyin.listen.channels.thumbnails import thumbnail_of

_SALT = "file of a message"
_SECONDS = 600
_LASTING_SALT, _LASTING_SECONDS = "file of a message for its customer", 30 * 24 * 3600
#: how files begin that a browser may show in place; nothing else is shown, whatever it is called
_PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}
#: ways to ask for a file: to keep it, to see it in place, to see it small
KEEP, SHOW, SMALL = "", "show", "small"
#: stands for a picture that none can be made of
_NO_PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 48" width="64" height="48" fill="none" stroke="#888" '
    b'stroke-width="2"><rect x="12" y="8" width="40" height="32" rx="4"/><circle cx="24" cy="19" r="4"/>'
    b'<path d="m14 36 12-11 8 7 6-5 10 9M12 44 52 4"/></svg>'
)


def link_to(attachment: Attachment, how: str = KEEP) -> str:
    """A signed address of a file for the next minutes. `SHOW`: a picture is shown in place; `SMALL`: small."""
    return f"{settings.FILES_URL}{_path(attachment, how, _SALT)}"


def lasting_link_to(attachment: Attachment) -> str:
    """A signed address of a file for a customer whose messenger does not carry it: whole, and good for thirty days."""
    return f"{settings.FILES_URL or settings.PUBLIC_URL}{_path(attachment, SHOW, _LASTING_SALT)}"


def _path(attachment: Attachment, how: str, salt: str) -> str:
    token = signing.dumps([str(attachment.id), how], salt=salt, compress=False)
    return reverse("channels:file", args=[token])


def _signed(token: str) -> tuple[str, str]:
    """The id and the way that an address names. Raises `BadSignature` when it is not ours or not any longer good."""
    try:
        id, how = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except signing.SignatureExpired:
        raise
    except signing.BadSignature:
        id, how = signing.loads(token, salt=_LASTING_SALT, max_age=_LASTING_SECONDS)
    return id, how


def content_of(attachment: Attachment | None) -> Path:
    """Where the content lies that may be given out now: the scanner is asked each time. Raises `Http404` when there is
    none, or it is not safe, and `Unchecked`."""
    path = path_of(attachment.digest) if attachment is not None and attachment.digest else None
    if attachment is None or path is None or not path.exists() or not take_out_of_reach(attachment.digest, path):
        raise Http404
    return path


def checked(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Say in words that a file has not been looked at yet."""

    @wraps(view)
    def answering(*arguments: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(*arguments, **named)
        except Unchecked:
            words = _("This file has not been checked yet. Try again in a moment.")
            return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")

    return answering


def given(attachment: Attachment | None, how: str, *, seconds: int) -> HttpResponseBase:
    """The answer with this file. Downloaded, but for pictures that are pictures. `seconds`: how long it may be kept."""
    path = content_of(attachment)
    assert attachment is not None
    small = thumbnail_of(attachment.digest) if how == SMALL else None
    response: HttpResponseBase
    if small is not None:
        response = FileResponse(small.open("rb"), content_type="image/webp")
    elif how == SMALL:
        response, seconds = HttpResponse(_NO_PICTURE, content_type="image/svg+xml"), 60
    else:
        with path.open("rb") as beginning:
            head = beginning.read(16)
        shown = how == SHOW and any(head.startswith(sign) for sign in _PICTURES.get(attachment.content_type, ()))
        response = FileResponse(
            path.open("rb"),
            as_attachment=not shown,
            filename=attachment.name or "file",
            content_type=attachment.content_type if shown else "application/octet-stream",
        )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={seconds}"
    response["Referrer-Policy"] = "no-referrer"
    return response


@needs("message.read")
@require_safe
def attachment(request: HttpRequest, id: UUID) -> HttpResponse:
    """To a file of a message that the reader may see; `?show` shows a picture, `?small` a small one."""
    actor = request.actor  # type: ignore[attr-defined]
    how = next((one for one in (SMALL, SHOW) if one in request.GET), KEEP)
    response = redirect(link_to(attachment_for(actor, id), how))
    # a page that is drawn anew shows the same address again: what is known is not fetched again
    response["Cache-Control"] = f"private, max-age={_SECONDS // 2}" if how == SMALL else "no-store"
    return response


@public
@require_safe
@checked
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """A file by its signed address."""
    try:
        id, how = _signed(token)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    return given(attachment_signed_for(UUID(id)), how, seconds=_SECONDS)
