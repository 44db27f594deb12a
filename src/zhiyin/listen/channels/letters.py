"""A mail as its sender laid it out: a page of its own, in a frame that can run nothing, reach nothing and keep nothing.

The HTML was made harmless when it came; the frame and its policy hold should that ever fail. Pictures that came with the
mail are fetched by signed addresses, for the frame is nobody's and sends no cookie; others only when a person asks.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhiyin.face.access import needs, public
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.email.layout import laid_out
from zhiyin.listen.channels.email.pages import harmless
from zhiyin.listen.channels.models import Attachment
from zhiyin.listen.channels.reads import attachment_signed_for, message_for
from zhiyin.listen.channels.serving import checked, content_of

_SALT = "channels.picture"
#: how long the address of a picture serves: as long as somebody may look at one page
_PICTURE_SECONDS = 12 * 3600
#: what is shown as a picture; SVG is a program
PICTURES = {
    "image/png": "image/png", "image/jpeg": "image/jpeg", "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg",
    "image/gif": "image/gif", "image/webp": "image/webp", "image/bmp": "image/bmp",
}  # fmt: skip
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:{remote}; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


@needs("message.read")
@require_GET
def letter(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page of one mail, with `?pictures` those of other sites too."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = message_for(actor, id)
    if not found.html:
        raise Http404
    remote = "pictures" in request.GET
    pictures = {one.content_id.lower(): _address(one) for one in found.attachments.all() if one.content_id}
    page = laid_out(
        harmless(found.html),
        lambda content_id: pictures.get(content_id.lower()),
        remote=remote,
        words=_("Quoted text and signature"),
    )
    # harmless by construction, and the policy below lets nothing run
    response = render(request, "channels/letter_page.html", {"message": found, "page": mark_safe(page)})
    response.headers["Content-Security-Policy"] = _POLICY.format(remote=" https: http:" if remote else "")
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@public
@require_GET
@checked
def picture(request: HttpRequest, token: str) -> FileResponse:
    """A picture that came with a mail, for whom the page of the mail gave the signed address."""
    try:
        named = signing.loads(token, salt=_SALT, max_age=_PICTURE_SECONDS)
        found = attachment_signed_for(UUID(named))
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if found is None or found.content_type not in PICTURES:
        raise Http404
    response = FileResponse(content_of(found).open("rb"), content_type=PICTURES[found.content_type])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = f"private, max-age={_PICTURE_SECONDS}"
    return response


def _address(attachment: Attachment) -> str | None:
    if attachment.content_type not in PICTURES or not attachment.digest:
        return None
    return reverse("channels:picture", args=[signing.dumps(attachment.id.hex, salt=_SALT)])
