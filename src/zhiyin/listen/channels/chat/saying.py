"""What a visitor does: says something, gives a file, says who they are, types, reads, wants a copy, or to be forgotten."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from zhiyin.face.access import public
from zhiyin.kernel.people.actor import the_customer
from zhiyin.listen.channels.actions import accept, introduce, note_read, send, tell_typing
from zhiyin.listen.channels.actions.visitors import join_known, join_stranger
from zhiyin.listen.channels.admitting import IN, NO_SUCH_KIND, FileRules
from zhiyin.listen.channels.chat.log import last_said, of_ours, told_since, was_said
from zhiyin.listen.channels.chat.provider import incoming_of
from zhiyin.listen.channels.chat.showing import chat_of, happened, refused
from zhiyin.listen.channels.chat.visitor import (
    Visitor,
    forget,
    known_visitor,
    remember,
    token_of,
    visitor_in,
    writer_of,
)
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.reads import mailbox_beside, said_since, written_since

#: characters of one message; messages of one visitor in a minute
LONGEST, MOST_A_MINUTE = 4000, 20
_STRANGERS_SESSION = timedelta(hours=2)


def _by_the_visitor(view: Callable[[HttpRequest, Channel, Visitor], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the chat and who writes there: the token in the header or field proves them, never a cookie."""

    @public
    @csrf_exempt
    @require_POST
    @wraps(view)
    def proven(request: HttpRequest, key: str) -> HttpResponse:
        channel = chat_of(request, key)
        visitor = writer_of(request, channel)
        if visitor is None:
            return refused(_("This chat has expired. Reload the page and write again."), 403)
        return view(request, channel, visitor)

    return proven


@_by_the_visitor
def post(request: HttpRequest, channel: Channel, visitor: Visitor) -> HttpResponse:
    """Say something, or give a file. The client's id makes a repeated request harmless."""
    text, client_id = request.POST.get("text", "").strip(), request.POST.get("client_id", "")
    file = request.FILES.get("file")
    fault = _fault(channel, text, client_id, file)
    if fault:
        return refused(fault, 422)
    now = timezone.now()
    external_id = f"{visitor.hex}:{client_id}"
    if said_since(channel, visitor.hex, now - timedelta(minutes=1)) >= MOST_A_MINUTE and not was_said(
        channel, external_id
    ):
        return refused(_("That was a lot at once. Wait a minute, then write on."), 429)
    posted: dict[str, Any] = {
        "external_id": external_id,
        "customer": {"visitor": visitor.hex},
        "text": text,
        "thread": visitor.hex,
        "at": now.isoformat(),
    }
    if file is not None:
        posted["file"] = {"name": file.name, "content": b64encode(file.read()).decode()}
    _settle(channel, visitor)
    raw = json.dumps(posted, ensure_ascii=False).encode()
    accept(channel, external_id, raw, lambda: incoming_of(channel, posted), by=the_customer(None), at=now)
    scripted = "X-Visitor" in request.headers
    response = happened(request, channel, visitor) if scripted else redirect("channels:chat", key=channel.key)
    if not visitor.external and "X-Forget" not in request.headers:
        remember(response, visitor, channel)
    return response


def _fault(channel: Channel, text: str, client_id: str, file: Any) -> str:
    """What is wrong with what was sent, in words; blank if nothing."""
    if not text and file is None:
        return _("Write something first.")
    if len(text) > LONGEST:
        return _("This is too long. Send it in parts of at most %(n)s characters.") % {"n": LONGEST}
    if not (8 <= len(client_id) <= 64 and client_id.isascii() and client_id.replace("-", "").isalnum()):
        return _("The page is damaged. Reload it and write again.")
    if file is not None:
        rules = FileRules(channel, IN)
        fault = rules.fault(file.name, "", file.size)
        if fault == NO_SUCH_KIND:
            return _("Files of this kind cannot be sent here: pictures, documents, sound and film can.")
        if fault:
            return _("This file has %(size)s; at most %(most)s can be sent.") % {
                "size": filesizeformat(file.size),
                "most": filesizeformat(rules.largest(file.name)),
            }
        if not file.size:
            return _("This file is empty.")
    return ""


@_by_the_visitor
def details(request: HttpRequest, channel: Channel, visitor: Visitor) -> HttpResponse:
    """Say who one is: a name and an address, both optional, nothing proven."""
    name, email = request.POST.get("name", "").strip(), request.POST.get("email", "").strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return refused(_("This is no e-mail address. Check it and try again."), 422)
    if name or email:
        _settle(channel, visitor)
        introduce(channel, visitor.id, name=name, email=email, by=the_customer(None, name), because=None)
    if "X-Visitor" not in request.headers:
        return redirect("channels:chat", key=channel.key)
    return JsonResponse({"thanks": _("Thank you. We will get back to you even if you close this page.")})


@_by_the_visitor
def typing(request: HttpRequest, channel: Channel, visitor: Visitor) -> HttpResponse:
    """The customer types: passed on, kept nowhere. Of those who have said nothing yet, nobody is told."""
    last = last_said(channel, visitor.hex)
    if last is not None:
        tell_typing(last.customer_id, channel.unit_id, by=the_customer(last.customer_id))
    return HttpResponse(status=204)


@_by_the_visitor
def seen(request: HttpRequest, channel: Channel, visitor: Visitor) -> HttpResponse:
    """The customer has read up to this message of ours."""
    try:
        id = UUID(request.POST.get("message", ""))
    except ValueError:
        return refused(_("The page is damaged. Reload it and write again."), 422)
    message = of_ours(channel, visitor.hex, id)
    if message is not None:
        note_read(channel, visitor.hex, message)
    return HttpResponse(status=204)


@public
@csrf_exempt  # the site's signature proves it
@require_POST
def identity(request: HttpRequest, key: str) -> HttpResponse:
    """The site says who its visitor is. What this browser's stranger said just before belongs to the same person."""
    channel = chat_of(request, key)
    found = known_visitor(channel, request.POST.get("identity", ""))
    if found is None:
        return refused(_("The site's word for who you are is not valid. Write as a guest, or reload the page."), 403)
    visitor, until = found
    stranger = visitor_in(request.headers.get("X-Visitor", ""), channel)
    if stranger is not None and not stranger.external:
        last = last_said(channel, stranger.hex)
        if last is not None and last.at > timezone.now() - _STRANGERS_SESSION:
            known = join_known(channel, visitor.id, visitor.external, by=the_customer(None), because=None)
            join_stranger(last.customer_id, known, by=the_customer(None), because=None)
    return JsonResponse({"visitor": token_of(visitor, channel, until)})


@public
@csrf_exempt  # takes only a cookie away
@require_POST
def forgetting(request: HttpRequest, key: str) -> HttpResponse:
    """The visitor refuses the cookie: it is taken back, and their page remembers them only until it is closed."""
    channel = chat_of(request, key)
    response = HttpResponse(status=204)
    forget(response, channel)
    return response


@_by_the_visitor
def transcript(request: HttpRequest, channel: Channel, visitor: Visitor) -> HttpResponse:
    """A copy of the conversation by mail, to an address that the customer gave. One an hour: it is no way to send mail to
    others."""
    email = request.POST.get("email", "").strip()
    last, mail = last_said(channel, visitor.hex), mailbox_beside(channel)
    if last is None or mail is None:
        return refused(_("There is nothing to send yet."), 422)
    try:
        validate_email(email)
    except ValidationError:
        return refused(_("This is no e-mail address. Check it and try again."), 422)
    now, thread = timezone.now(), f"transcript {visitor.hex}"
    if written_since(mail, thread, now - timedelta(hours=1)):
        return refused(_("A copy was sent a moment ago. Ask for the next one in an hour."), 429)
    _settle(channel, visitor)
    customer = introduce(channel, visitor.id, name="", email=email, by=the_customer(None), because=None)
    said = told_since(channel, visitor.hex).said
    try:
        send(
            customer_id=customer.id,
            channel_id=mail.id,
            subject=_("Your conversation with %(name)s") % {"name": channel.settings.get("title") or channel.name},
            text=render_to_string("channels/chat_transcript.txt", {"said": said, "channel": channel}),
            thread=thread,
            automatic=True,
            by=the_customer(customer.id),
            because=None,
        )
    except ValidationError as error:
        return refused(" ".join(error.messages), 422)
    return JsonResponse({"thanks": _("A copy is on its way to you.")})


def _settle(channel: Channel, visitor: Visitor) -> None:
    """Whom the site vouches for is its customer from the first word on; looking at the page makes nobody one."""
    if visitor.external:
        join_known(channel, visitor.id, visitor.external, by=the_customer(None), because=None)
