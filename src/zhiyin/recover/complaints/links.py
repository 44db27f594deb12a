"""The signed link to a customer's complaint: no sign-in; a forged one opens nothing."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

_SIGNER = Signer(salt="complaints.link", sep=".")


def token_for(complaint_id: UUID) -> str:
    """The token of a complaint's link."""
    return _SIGNER.sign(base64.urlsafe_b64encode(complaint_id.bytes).rstrip(b"=").decode())


def id_in(token: str) -> UUID | None:
    """The complaint that a token names, or None when it was not signed by us."""
    try:
        name = _SIGNER.unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)))
    except (BadSignature, binascii.Error, ValueError):
        return None


def address_of(complaint_id: UUID) -> str:
    """The whole address of a customer's page about their complaint, for a message."""
    return f"{settings.PUBLIC_URL}/my-complaint/{token_for(complaint_id)}"
