"""The signed link by which a customer asks to return an order: no sign-in; a forged one opens nothing."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

_SIGNER = Signer(salt="guarantees.return", sep=".")


def token_for(order_id: UUID) -> str:
    """The token of an order's link."""
    return _SIGNER.sign(base64.urlsafe_b64encode(order_id.bytes).rstrip(b"=").decode())


def order_id_in(token: str) -> UUID | None:
    """The order that a token names, or None when it was not signed by us."""
    try:
        name = _SIGNER.unsign(token)
        return UUID(bytes=base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)))
    except (BadSignature, binascii.Error, ValueError):
        return None


def return_address(order_id: UUID) -> str:
    """The whole address at which a customer asks to return an order."""
    return f"{settings.PUBLIC_URL}/my-return/{token_for(order_id)}"
