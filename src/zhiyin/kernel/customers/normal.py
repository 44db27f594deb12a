"""How identities are written down so that equal ones are equal. Pure."""

from __future__ import annotations

import re
import unicodedata

_NOT_DIGITS = re.compile(r"[^\d+]")


def normal_identity(kind: str, value: str) -> str:
    """The normal form of an identity: e-mail lower-cased, phone in E.164 (mainland China assumed), others trimmed.

    >>> normal_identity("phone", "138 0013 8000")
    '+8613800138000'
    >>> normal_identity("email", " Li.Na@Example.COM ")
    'li.na@example.com'
    """
    value = unicodedata.normalize("NFKC", value).replace("\x00", "").strip()
    if kind == "email":
        return value.lower()
    if kind == "phone":
        digits = _NOT_DIGITS.sub("", value)
        if digits.startswith("00"):
            digits = "+" + digits[2:]
        return digits if digits.startswith("+") or len(digits) != 11 else "+86" + digits
    return value
