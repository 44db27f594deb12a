"""A person lets us into a mailbox that takes no password: at its provider, by OAuth 2.0 (authorization code with PKCE).

We send the browser to the provider with a state that only this session knows; it comes back with the state and a code,
which we exchange for a refresh token. The proof of the exchange (RFC 7636) never leaves the server.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.actions.consenting import keep_consent
from zhiyin.listen.channels.email.access import NoToken
from zhiyin.listen.channels.email.endpoints import endpoints_of
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.reads import channel_for

_WAITING = "channels.consent"
#: a person has so long at the provider's page; so many requests of a session may be open
_SECONDS, _MOST_OPEN = 900, 5


@dataclass(frozen=True, slots=True)
class Consent:
    """What the connect page shows: of whom it is asked, our address there, what is missing before, whether we have one."""

    name: str
    redirect_address: str
    missing: list[str]
    given: bool


def consent_of(channel: Channel) -> Consent | None:
    """How consent stands for this mailbox; None where none is needed."""
    if channel.kind != Channel.Kind.EMAIL or channel.settings.get("sign_in") != "oauth":
        return None
    known = endpoints_of(channel)
    missing = [
        str(label)
        for value, label in (
            (known.consent_url, _("Consent URL")),
            (known.token_url, _("Token URL")),
            (channel.settings.get("oauth_client_id"), _("Client id")),
        )
        if not value
    ]
    name = known.name or urlsplit(known.consent_url).hostname or ""
    return Consent(name, redirect_address(), missing, bool(channel.secret("oauth_refresh_token")))


def redirect_address() -> str:
    """Where the provider sends the browser back to: the same for all mailboxes."""
    return f"{settings.PUBLIC_URL}{reverse('channels:consented')}"


@needs("channel.manage")
@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """To the provider's page, where a person lets us in."""
    found = channel_for(_actor(request), key)
    consent = consent_of(found)
    if consent is None or consent.missing:
        notices.error(request, _("Enter first what is missing in the settings of the channel."))
        return HttpResponseClientRedirect(reverse("channels:connect", args=[key]))
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
    known = endpoints_of(found)
    waiting = list(request.session.get(_WAITING, {}).items())[1 - _MOST_OPEN :]
    request.session[_WAITING] = {**dict(waiting), state: [key, verifier, timezone.now().timestamp()]}
    question = {
        "response_type": "code",
        "client_id": found.settings["oauth_client_id"],
        "redirect_uri": redirect_address(),
        "scope": known.scope,
        "state": state,
        "code_challenge": challenge_of(verifier),
        "code_challenge_method": "S256",
        "login_hint": found.address,
        **known.also,
    }
    joined = "&" if urlsplit(known.consent_url).query else "?"
    url = known.consent_url + joined + urlencode({name: value for name, value in question.items() if value})
    # by our script: the page's policy lets no form lead to another site
    return HttpResponseClientRedirect(url)


@needs("channel.manage")
@require_GET
@never_cache
def consented(request: HttpRequest) -> HttpResponse:
    """The browser is back from the provider, with a code or a refusal. Each state counts once."""
    waiting = dict(request.session.get(_WAITING, {}))
    key, verifier, asked_at = waiting.pop(request.GET.get("state", ""), ("", "", 0.0))
    request.session[_WAITING] = waiting
    if not key or timezone.now().timestamp() - asked_at > _SECONDS:
        notices.error(request, _("This answer belongs to no request of yours, or came too late. Connect once more."))
        return redirect("channels:channels")
    actor = _actor(request)
    found = channel_for(actor, key)
    if "code" not in request.GET:
        words = " ".join(filter(None, (request.GET.get("error", ""), request.GET.get("error_description", ""))))
        notices.error(
            request, _("The provider did not let us in: %(words)s.") % {"words": words[:500].rstrip(".") or "?"}
        )
        return redirect("channels:connect", key=key)
    try:
        keep_consent(found, request.GET["code"], verifier, redirect_address(), by=actor)
    except NoToken as fault:
        notices.error(request, _("The provider gave no token: %(words)s.") % {"words": str(fault).rstrip(".")})
    else:
        notices.success(request, _("The mailbox is open to us. The checks below say how it goes on."))
    return redirect("channels:connect", key=key)


def challenge_of(verifier: str) -> str:
    """What the provider is told of the proof that we show with the code.

    >>> challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
