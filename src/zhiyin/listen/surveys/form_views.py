"""The customers' form: one question a screen, saved on tap, no sign-in, no script.

The signed link is the only authority here, no cookie is: so a form posted from the browser within a chat application, which
often keeps no cookies, is as good as any other (`csrf_exempt`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from zhiyin.face.access import public
from zhiyin.kernel.people.actor import Actor, the_customer
from zhiyin.listen.surveys.actions import (
    NotAnAnswer,
    answer,
    finish,
    note_opened,
    note_refused_link,
    stop_asking,
)
from zhiyin.listen.surveys.content import Form, Question, language_of, parse
from zhiyin.listen.surveys.models import Invitation
from zhiyin.listen.surveys.reads import LinkRefused, answers_of, invitation_for_token

View = Callable[[HttpRequest, Invitation, str], HttpResponse]


def by_link(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Open the link: the view gets its invitation, in the customer's language; a link that opens nothing gets its page."""

    @public
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            invitation = invitation_for_token(token, timezone.now())
        except LinkRefused as refused:
            if refused.invitation is not None:
                _speak(request, refused.invitation)
            note_refused_link(refused.reason, refused.invitation, by=_NOBODY)
            status = 410 if refused.reason == "expired" else 404
            response = render(request, "surveys/refused.html", {"reason": refused.reason}, status=status)
        else:
            _speak(request, invitation)
            response = view(request, invitation, token)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


_NOBODY = Actor(kind="customer", units=frozenset())


def _speak(request: HttpRequest, invitation: Invitation) -> None:
    """The language that this device was switched to, else the customer's."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        language = "zh-hans" if invitation.language == "zh" else "en"
        translation.activate(language)
        request.LANGUAGE_CODE = language


def _language() -> str:
    return language_of(translation.get_language() or "")


def _by(invitation: Invitation) -> Actor:
    return the_customer(invitation.customer_id)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """One question: `?q=` names it, else the first that has no answer. A tap saves it and shows the next."""
    content = parse(invitation.version.content)
    if request.method == "POST":
        return _take(request, invitation, content, token)
    if request.method == "GET":  # link checkers of mail servers only ask for the head
        note_opened(invitation, by=_by(invitation))
    given = answers_of(invitation)
    asked = content.question(request.GET.get("q", ""))
    if asked is None:
        asked = next((one for one in content.questions if one.key not in given), None)
        if asked is None or (invitation.finished_at is not None and not asked.required):
            return redirect("surveys:thanks", token)
    return _screen(request, invitation, content, asked, token)


def _take(request: HttpRequest, invitation: Invitation, content: Form, token: str) -> HttpResponse:
    asked = content.question(request.POST.get("question", ""))
    if asked is None:
        return redirect("surveys:form", token)
    value = request.POST.get("value", "")
    try:
        answer(invitation, asked.key, value, language=_language(), by=_by(invitation))
    except NotAnAnswer as fault:
        return _screen(request, invitation, content, asked, token, fault=fault.messages[0], value=value)
    following = content.questions[content.position(asked.key) + 1 :]
    if following:
        return redirect(f"{reverse('surveys:form', args=[token])}?q={following[0].key}")
    finish(invitation, by=_by(invitation))
    return redirect("surveys:thanks", token)


def _screen(
    request: HttpRequest,
    invitation: Invitation,
    content: Form,
    asked: Question,
    token: str,
    *,
    fault: str = "",
    value: str = "",
) -> HttpResponse:
    language, position = _language(), content.position(asked.key)
    known = answers_of(invitation).get(asked.key)
    context: dict[str, Any] = {
        "token": token,
        "question": asked,
        "text": asked.text[language],
        "options": [(one.id, one.label[language], one.score) for one in asked.options],
        "low": asked.low.get(language, ""),
        "high": asked.high.get(language, ""),
        "chosen": known.option if known else "",
        "value": value or (known.text if known else ""),
        "number": position + 1,
        "of": len(content.questions),
        "before": content.questions[position - 1] if position else None,
        "last": position + 1 == len(content.questions),
        "fault": fault,
        "title": content.name[language],
    }
    return render(request, "surveys/form.html", context, status=422 if fault else 200)


@by_link
@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """What was answered, with a way to change each; and a way not to be asked again."""
    content, given, language = parse(invitation.version.content), answers_of(invitation), _language()
    if not given:
        return redirect("surveys:form", token)
    rows = []
    for asked in content.questions:
        known = given.get(asked.key)
        option = asked.option(known.option) if known else None
        shown = option.label[language] if option else (known.text if known else "")
        rows.append((asked, asked.text[language], shown))
    context = {
        "token": token,
        "title": content.thanks_title[language],
        "text": content.thanks[language],
        "rows": rows,
        "refused": request.GET.get("refused") == "1",
    }
    return render(request, "surveys/thanks.html", context)


@by_link
@require_POST
def refusal(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """The customer does not want to be asked again."""
    stop_asking(invitation, by=_by(invitation))
    where = reverse("surveys:thanks" if invitation.answered_at else "surveys:form", args=[token])
    return redirect(f"{where}?refused=1")
