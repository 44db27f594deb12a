"""Signed links to a form: short, no sign-in, and forged ones are told apart from old ones."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

_SIGNER = Signer(salt="surveys.link", sep=".")


def token_for(invitation_id: UUID) -> str:
    """The token of an invitation's link."""
    return _SIGNER.sign(base64.urlsafe_b64encode(invitation_id.bytes).rstrip(b"=").decode())


def id_in(token: str) -> UUID | None:
    """The invitation that a token names, or None when it was not signed by us."""
    try:
        name = _SIGNER.unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)))
    except (BadSignature, binascii.Error, ValueError):
        return None


def address_of(invitation_id: UUID) -> str:
    """The whole address of an invitation's form, for a message."""
    return f"{settings.PUBLIC_URL}/f/{token_for(invitation_id)}"
