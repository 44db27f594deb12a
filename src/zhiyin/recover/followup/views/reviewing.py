"""Bad public reviews: draft a reply, approve it, note where it stands."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.feedback.reads import feedback_seen_by
from zhiyin.recover.followup.actions import approve_review_reply, draft_review_reply, note_posted
from zhiyin.recover.followup.reads import review_replies_seen_by, review_reply_for


@needs("feedback.read")
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for a reply, the soonest due first; and what was answered."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    show, found = request.GET.get("show"), review_replies_seen_by(actor)
    if show == "posted":
        page = cursor_page(found.filter(posted_at__isnull=False), request, order=("-posted_at", "-id"), size=20)
    else:
        show = "waiting"
        page = cursor_page(found.filter(posted_at=None), request, order=("due_at", "id"), size=20)
    said = feedback_seen_by(actor).in_bulk([one.feedback_id for one in page.rows])
    context = {
        "page": page,
        "rows": [(one, said.get(one.feedback_id)) for one in page.rows],
        "show": show,
        "may_write": actor.may("review.write"),
        "may_approve": actor.may("review.approve"),
    }
    return render(request, "followup/reviews.html", context)


@needs("feedback.read")
@require_POST
def step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    """Draft, approve or post; each action asks for its permission itself."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = review_reply_for(actor, id)
    try:
        if step == "draft":
            draft_review_reply(found.id, request.POST.get("text", ""), by=actor)
        elif step == "approval":
            approve_review_reply(found.id, by=actor)
        elif step == "posting":
            note_posted(found.id, request.POST.get("link", "").strip(), by=actor)
        else:
            raise Http404
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, _("Noted."))
    return redirect("followup:reviews")
