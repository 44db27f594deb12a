"""Secrets that we must be able to read again (a receiver's key, a provider's token) are stored sealed, never in plain text.

    row.secret = seal("whsec_…")
    unseal(row.secret)  # "whsec_…"

Sealed by Fernet (AES-128-CBC with HMAC-SHA256) under a key that HKDF-SHA256 derives from `SECRET_KEY`; what was sealed
under one of `SECRET_KEY_FALLBACKS` still opens. A copy of the database alone opens nothing.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

#: names what the derived key is for, so that it is no other key that comes of the same secret
_PURPOSE = b"zhiyin sealing 1"


class CannotUnseal(ValueError):
    """The text was not sealed by us, or under a secret that is no longer known."""


def seal(text: str) -> str:
    """A sealed token (ASCII, about 1.4 times the length and 100 more); the same text gives another one each time."""
    return _sealer(_secrets()).encrypt(text.encode()).decode("ascii")


def unseal(token: str) -> str:
    """The text of a token made by `seal`. Raises `CannotUnseal`."""
    from cryptography.fernet import InvalidToken

    try:
        return _sealer(_secrets()).decrypt(token.encode()).decode()
    except (InvalidToken, UnicodeError) as error:
        raise CannotUnseal(
            _("This secret was sealed under another ZHIYIN_SECRET_KEY. Restore that key, or enter the secret anew.")
        ) from error


def _secrets() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _sealer(secrets: tuple[str, ...]) -> MultiFernet:
    # few processes need it, and it takes a while to load
    from cryptography.fernet import Fernet, MultiFernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    def key(secret: str) -> bytes:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return MultiFernet([Fernet(key(secret)) for secret in secrets])
