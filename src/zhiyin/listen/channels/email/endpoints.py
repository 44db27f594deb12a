"""Where a mailbox's OAuth 2.0 is asked for consent and for tokens: what the channel names, else what its provider has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhiyin.listen.channels.models import Channel


@dataclass(frozen=True, slots=True)
class Endpoints:
    """`consent_url` is where a person agrees, `token_url` where we ask; `also` is what the provider wants with a request
    for consent besides what the standard says. `name` is blank for one that we do not know."""

    consent_url: str = ""
    token_url: str = ""
    scope: str = ""
    name: str = ""
    also: Mapping[str, str] = field(default_factory=dict)


KNOWN = {
    "google": Endpoints(
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
        "Google",
        {"access_type": "offline", "prompt": "consent"},  # else it gives a refresh token once only
    ),
    "microsoft": Endpoints(
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        "Microsoft",
        {"prompt": "select_account"},
    ),
}


def endpoints_of(channel: Channel) -> Endpoints:
    """The endpoints of this mailbox; blank where nothing is known."""
    given = channel.settings
    known = KNOWN.get(str(given.get("oauth_provider", "")), Endpoints())
    return replace(
        known,
        consent_url=str(given.get("oauth_consent_url") or known.consent_url),
        token_url=str(given.get("oauth_token_url") or known.token_url),
        scope=str(given.get("oauth_scope") or known.scope),
    )
