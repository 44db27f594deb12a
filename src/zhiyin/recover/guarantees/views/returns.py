"""A customer asks to return something by the link in our letter; or an agent asks in their name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from zhiyin.face.access import needs, public
from zhiyin.kernel.people.actor import the_customer
from zhiyin.recover.compensation.wording import language_for
from zhiyin.recover.guarantees import actions
from zhiyin.recover.guarantees.forms import ReturnForm
from zhiyin.recover.guarantees.reads import lines_of, order_for_token, order_with_id, returns_of, window_of
from zhiyin.recover.guarantees.showing import ShownReturn
from zhiyin.resolve.promises.reads import entitlement


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What may be returned until when, asking for it, and the decision at once. The signed link is the only authority."""
    order = order_for_token(token)
    if order is not None and order.customer.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        language = language_for(order.customer.language)
        translation.activate(language)
        request.LANGUAGE_CODE = language
    answer = _mine(request, order, token) if order else render(request, "guarantees/return_refused.html", status=404)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _mine(request: HttpRequest, order: Any, token: str) -> HttpResponse:
    form, fault = return_form(order, request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_to_return(
                order.id,
                form.cleaned_data["product"],
                form.cleaned_data["marks"],
                by=the_customer(order.customer_id, order.customer.name),
            )
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            return redirect("guarantees:my_return", token)
    right = entitlement(actions.RIGHT)
    context = {
        "order": order,
        "form": form,
        "fault": fault,
        "right": right,
        "ends_at": window_of(order, right),
        "returns": [ShownReturn(one) for one in returns_of([order.id])[:10]],
    }
    return render(request, "guarantees/my_return.html", context, status=422 if fault or form.errors else 200)


@needs("return.ask")
@require_POST
def for_customer(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask in the name of the customer of an order."""
    actor = request.actor  # type: ignore[attr-defined]
    order = order_with_id(actor, id)
    form = return_form(order, request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("This order has no such product."))
        made = actions.ask_to_return(order.id, form.cleaned_data["product"], form.cleaned_data["marks"], by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        shown = ShownReturn(made)
        (notices.success if made.verdict == made.Verdict.COVERED else notices.warning)(request, shown.why)
    back = request.POST.get("case", "")
    return redirect(f"/cases/{int(back)}" if back.isdecimal() else "guarantees:guarantees")


def return_form(order: Any, data: Any = None) -> ReturnForm:
    """The form for an order: its products, and what the right does not cover."""
    right = entitlement(actions.RIGHT)
    chinese = (get_language() or "").startswith("zh")
    exclusions = [(one.key, one.zh if chinese else one.en) for one in (right.exclusions if right else ())]
    return ReturnForm(data, lines=lines_of(order.id), exclusions=exclusions, auto_id=f"return_{order.id.hex}_%s")
