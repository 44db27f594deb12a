"""Signatures and encryption of WeChat's pushes, as its documentation gives them. Pure.

The key is 43 characters of base64; a message is 16 random bytes, its length in 4 (big-endian), itself, and the AppID,
padded to 32 (PKCS#7) and encrypted by AES-256-CBC with the key's first half as IV.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK = 32


class Forged(ValueError):
    """Not from WeChat, or under another key or for another account."""


def signature(token: str, *parts: str) -> str:
    """SHA-1 over the sorted token and parts, in hex."""
    return hashlib.sha1("".join(sorted((token, *parts))).encode()).hexdigest()


def is_signed(given: str, token: str, *parts: str) -> bool:
    """Whether somebody who knows the token signed these parts. A channel without a token believes nobody."""
    return bool(token) and hmac.compare_digest(given.encode(), signature(token, *parts).encode())


def encrypted(key: str, text: str, app_id: str, random: bytes | None = None) -> str:
    """The text as base64 that only this account's key opens."""
    content = text.encode()
    plain = (random or os.urandom(16)) + struct.pack(">I", len(content)) + content + app_id.encode()
    padding = _BLOCK - len(plain) % _BLOCK
    sealer = _cipher(key).encryptor()
    return base64.b64encode(sealer.update(plain + bytes([padding]) * padding) + sealer.finalize()).decode()


def decrypted(key: str, given: str, app_id: str) -> bytes:
    """What was encrypted for this account. Raises `Forged`."""
    try:
        opener = _cipher(key).decryptor()
        plain = opener.update(base64.b64decode(given, validate=True)) + opener.finalize()
    except (binascii.Error, ValueError) as error:
        raise Forged("it cannot be decrypted") from error
    padding = plain[-1] if plain else 0
    if not 1 <= padding <= _BLOCK or plain[-padding:] != bytes([padding]) * padding or len(plain) < 20 + padding:
        raise Forged("the padding is wrong")
    length = struct.unpack(">I", plain[16:20])[0]
    content, receiver = plain[20 : 20 + length], plain[20 + length : -padding]
    if len(content) != length or receiver != app_id.encode():
        raise Forged("it is for another account")
    return content


def _cipher(key: str) -> Cipher[CBC]:
    # only a process that takes WeChat's requests needs it
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    raw = base64.b64decode(key + "=")
    return Cipher(algorithms.AES(raw), modes.CBC(raw[:16]))
