"""The webhooks and how they fare, their deliveries, and what one may do about them."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.webhooks import actions
from zhiyin.listen.webhooks.envelope import MEDIA_TYPE, envelope_of
from zhiyin.listen.webhooks.forms import DeliveryFilter, ReplayForm, WebhookForm
from zhiyin.listen.webhooks.models import Attempt, Delivery
from zhiyin.listen.webhooks.offered import sentence_of
from zhiyin.listen.webhooks.reads import (
    attempts_of,
    deliveries_of,
    delivery_for,
    disabling_of,
    events_seen_in,
    health_of,
    last_attempts,
    secrets_of,
    webhook_for,
    webhooks_seen_by,
)


@needs("webhook.read")
@require_GET
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every webhook with its health."""
    healths = health_of(webhooks_seen_by(_actor(request)), timezone.now())
    alarming = [one for one in healths if one.disabling is not None and one.disabling.reason != "person"]
    return render(request, "webhooks/webhooks.html", {"healths": healths, "alarming": alarming})


@needs("webhook.manage")
@require_http_methods(["GET", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Make a webhook; the answer shows its secret, once."""
    actor = _actor(request)
    form = WebhookForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made, secret = actions.make_webhook(
                values["name"],
                values["url"],
                events=values["events"],
                unit_id=values["unit"].id if values["unit"] else None,
                by=actor,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return render(request, "webhooks/secret.html", {"webhook": made, "secret": secret})
    return render(request, "webhooks/new.html", {"form": form}, status=422 if form.errors else 200)


@needs("webhook.read")
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest, id: UUID) -> HttpResponse:
    """One webhook: how it fares, what it hears, its secrets; changed by a post."""
    actor, now = _actor(request), timezone.now()
    found = webhook_for(actor, id)
    form = WebhookForm(request.POST or None, actor=actor, webhook=found)
    if request.method == "POST":
        actor.require("webhook.manage")
        if form.is_valid():
            values = form.cleaned_data
            try:
                actions.change_webhook(
                    found,
                    name=values["name"],
                    url=values["url"],
                    events=values["events"],
                    unit_id=values["unit"].id if values["unit"] else None,
                    by=actor,
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                notices.success(request, _("Saved."))
                return redirect("webhooks:webhook", id=id)
    newest = list(deliveries_of(found)[:8])
    context = {
        "webhook": found,
        "form": form,
        "health": health_of([found], now)[0],
        "disabling": disabling_of(found),
        "secrets": secrets_of(found, now),
        "newest": _rows(newest),
        "replay_form": ReplayForm(initial={"since": timezone.localtime(now - timedelta(days=1))}),
        "may_manage": actor.may("webhook.manage"),
    }
    return render(request, "webhooks/webhook.html", context, status=422 if form.errors else 200)


@needs("webhook.read")
@require_GET
def deliveries(request: HttpRequest, id: UUID) -> HttpResponse:
    """The log of a webhook's deliveries, newest first."""
    found = webhook_for(_actor(request), id)
    form = DeliveryFilter(request.GET or None, events=events_seen_in(found))
    asked = form.cleaned_data if form.is_valid() else {}
    rows = deliveries_of(found, state=asked.get("state", ""), event=asked.get("event", ""))
    page = cursor_page(rows, request, order=("-made_at", "-id"))
    return render(
        request,
        "webhooks/deliveries.html",
        {
            "webhook": found,
            "page": page,
            "rows": _rows(page.rows),
            "form": form,
            "narrowed": bool(asked.get("state") or asked.get("event")),
        },
    )


@needs("webhook.read")
@require_GET
def delivery(request: HttpRequest, id: UUID) -> HttpResponse:
    """One delivery: what is sent, and what came back each time."""
    actor = _actor(request)
    found = delivery_for(actor, id)
    return render(
        request,
        "webhooks/delivery.html",
        {
            "delivery": found,
            "webhook": found.webhook,
            "sentence": sentence_of(found.event),
            "attempts": attempts_of([found.id]),
            "media_type": MEDIA_TYPE,
            "body": json.dumps(envelope_of(found.entry), ensure_ascii=False, indent=2, sort_keys=True),
            "may_manage": actor.may("webhook.manage"),
        },
    )


@needs("webhook.manage")
@require_POST
def replay_one(request: HttpRequest, id: UUID) -> HttpResponse:
    """Send one delivery again."""
    actor = _actor(request)
    if actions.replay(delivery_for(actor, id), by=actor):
        notices.success(request, _("It is on its way again, under the same id."))
    else:
        notices.info(request, _("It is on its way already."))
    return redirect("webhooks:delivery", id=id)


@needs("webhook.manage")
@require_POST
def replay_many(request: HttpRequest, id: UUID) -> HttpResponse:
    """Send again all that failed since a moment."""
    actor = _actor(request)
    found = webhook_for(actor, id)
    form = ReplayForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Say since when: a day and a time."))
        return redirect("webhooks:webhook", id=id)
    values = form.cleaned_data
    count = actions.replay_since(found, values["since"], missed=values["missed"], by=actor)
    words = ngettext("%(n)s delivery is on its way again.", "%(n)s deliveries are on their way again.", count)
    notices.success(request, words % {"n": count})
    return redirect("webhooks:webhook", id=id)


@needs("webhook.manage")
@require_POST
def test(request: HttpRequest, id: UUID) -> HttpResponse:
    """Send a test event, and show its delivery."""
    actor = _actor(request)
    made = actions.try_out(webhook_for(actor, id), by=actor)
    return redirect("webhooks:delivery", id=made.id)


@needs("webhook.manage")
@require_POST
@never_cache
def secret(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new secret; the answer shows it, once."""
    actor = _actor(request)
    found = webhook_for(actor, id)
    made = actions.rotate_secret(found, by=actor)
    return render(request, "webhooks/secret.html", {"webhook": found, "secret": made, "rotated": True})


@needs("webhook.manage")
@require_POST
def disabling(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a webhook out of use, or put it back."""
    actor = _actor(request)
    found = webhook_for(actor, id)
    if request.POST.get("in_use") == "yes":
        actions.enable_webhook(found, by=actor)
    else:
        actions.disable_webhook(found, by=actor)
    return redirect("webhooks:webhook", id=id)


@needs("webhook.manage")
@require_POST
def removal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a webhook away."""
    actor = _actor(request)
    found = webhook_for(actor, id)
    actions.remove_webhook(found, by=actor)
    notices.success(request, _("“%(name)s” was removed.") % {"name": found.name})
    return redirect("webhooks:webhooks")


def _rows(found: list[Delivery]) -> list[tuple[Delivery, str, Attempt | None]]:
    """Each delivery with what happened, in words, and its last attempt."""
    last = last_attempts(found)
    return [(one, sentence_of(one.event), last.get(one.id)) for one in found]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
