"""Files of messages: asked for by people who may read the message, given out by a signed address only.

The address is good for some minutes and one file. It needs no cookie, so that it may lie on an origin of its own
(ZHIYIN_FILES_URL): what a customer sent never speaks in our pages' name.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiyin.face.access import needs, public
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.models import Attachment
from zhiyin.listen.channels.reads import attachment_for
from zhiyin.listen.channels.scanning import Unchecked, take_out_of_reach

_SALT = "file of a message"
_SECONDS = 600
#: how files begin that a browser may show in place; nothing else is shown, whatever it is called
_PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}


def link_to(attachment: Attachment, *, show: bool = False) -> str:
    """A signed address of a file for the next minutes; with `show` a picture is shown in place."""
    token = signing.dumps([str(attachment.id), show], salt=_SALT, compress=False)
    return f"{settings.FILES_URL}{reverse('channels:file', args=[token])}"


@needs("message.read")
@require_safe
def attachment(request: HttpRequest, id: UUID) -> HttpResponse:
    """To a file of a message that the reader may see; `?show` shows a picture."""
    actor = request.actor  # type: ignore[attr-defined]
    return redirect(link_to(attachment_for(actor, id), show="show" in request.GET))


@public
@require_safe
def file(request: HttpRequest, token: str) -> FileResponse | HttpResponse:
    """A file by its signed address. Downloaded, but for pictures that are pictures."""
    try:
        id, show = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    found = Attachment.objects.filter(id=id).exclude(digest="").first()
    path = path_of(found.digest) if found else None
    if found is None or path is None or not path.exists():
        raise Http404
    try:
        if not take_out_of_reach(found.digest, path):
            raise Http404
    except Unchecked:
        return HttpResponse(
            _("This file has not been checked yet. Try again in a moment."), status=503, content_type="text/plain"
        )
    with path.open("rb") as beginning:
        head = beginning.read(16)
    shown = show and any(head.startswith(sign) for sign in _PICTURES.get(found.content_type, ()))
    return FileResponse(
        path.open("rb"),
        as_attachment=not shown,
        filename=found.name or "file",
        content_type=found.content_type if shown else "application/octet-stream",
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=600",
            "Referrer-Policy": "no-referrer",
        },
    )
