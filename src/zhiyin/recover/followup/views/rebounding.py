"""Who is not as satisfied again as before something went wrong, and what is done for them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.lib.stats import wilson
from zhiyin.recover.followup.actions import plan_again
from zhiyin.recover.followup.forms import PlanForm
from zhiyin.recover.followup.policy import CONTENT_FROM
from zhiyin.recover.followup.reads import came_back, rebound_for, rebounds_seen_by

RATE_DAYS = 90


@needs("callback.read")
@require_GET
def rebounds(request: HttpRequest) -> HttpResponse:
    """Whose plan is to be looked at first; or who is back; or `one` of them."""
    actor, now = _actor(request), timezone.now()
    show, found = request.GET.get("show", "waiting"), rebounds_seen_by(actor)
    if "one" in request.GET:
        try:
            found, show = found.filter(id=UUID(request.GET["one"])), "one"
        except ValueError as error:
            raise Http404 from error
        page = cursor_page(found, request, order=("failed_at", "id"), size=1)
    elif show == "back":
        page = cursor_page(found.filter(back_at__isnull=False), request, order=("-back_at", "-id"), size=20)
    else:
        show = "waiting"
        page = cursor_page(found.filter(back_at=None), request, order=("replan_at", "id"), size=20)
    back, all = came_back(now - timedelta(days=RATE_DAYS), now, actor)
    low, high = wilson(back, all)
    context = {
        "page": page,
        "rows": [(one, max(one.plans.all(), key=lambda plan: plan.at, default=None), _form(one)) for one in page.rows],
        "show": show,
        "days": RATE_DAYS,
        "rate": {"value": back / all if all else None, "low": low, "high": high, "n": all},
        "may_make": actor.may("callback.make"),
        "content_from": CONTENT_FROM,
    }
    return render(request, "followup/rebounds.html", context)


@needs("callback.make")
@require_POST
def plans(request: HttpRequest, id: UUID) -> HttpResponse:
    """Plan anew."""
    actor = _actor(request)
    found, form = rebound_for(actor, id), PlanForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Write down what is to be done now, and when to look again."))
        return redirect("followup:rebounds")
    try:
        plan_again(found.id, form.cleaned_data["words"], form.cleaned_data["days"], by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, _("Planned. The customer stays on the list until they are back."))
    return redirect("followup:rebounds")


def _form(one: object) -> PlanForm:
    return PlanForm(auto_id=f"p{one.id.hex}_%s")  # type: ignore[attr-defined]


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
