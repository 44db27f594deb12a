"""Signatures as Standard Webhooks 1.0 has them: HMAC-SHA256 over `id.timestamp.body`, one for each secret in force."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"


def new_secret() -> str:
    """A new secret of 32 bytes: `whsec_…`."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, id: str, timestamp: int, body: bytes) -> str:
    """`v1,…` for one secret, with or without its prefix."""
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    signed = b"%s.%d.%s" % (id.encode(), timestamp, body)
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def headers_of(id: str, at: datetime, body: bytes, secrets_in_force: Sequence[str]) -> dict[str, str]:
    """The three headers of one attempt. During a rotation old and new secret both sign."""
    timestamp = int(at.timestamp())
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(one, id, timestamp, body) for one in secrets_in_force),
    }
