"""Taking the numbers and addresses of a person out of a text before others read it."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Chinese resident identity number: region, birth date, order, check digit. The check digit decides, so that a long order
# number is not taken for one.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_PHONE = re.compile(
    r"(?<![\dA-Za-z])(?<!\d[ -])(?:"
    r"(?:\+|00)\d{1,3}[ -]?(?:\(?\d{1,4}\)?[ -]?){2,5}\d"  # international
    r"|1[3-9]\d(?:[ -]?\d{4}){2}"  # Chinese mobile
    r"|0\d{2,3}[ -]\d{7,8}"  # Chinese line with area code
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}"  # North American
    r")(?![ -]?\d|[A-Za-z])"
)


def redact(text: str) -> str:
    """The text with e-mail addresses, phone, identity and payment card numbers replaced by `[email]`, `[phone]`,
    `[id number]`, `[card number]`. Order numbers, dates and amounts stay."""
    if "@" in text:
        text = _EMAIL.sub("[email]", text)
    if not any(character.isdigit() for character in text):
        return text
    text = _IDENTITY.sub(lambda match: "[id number]" if _is_identity(match[0]) else match[0], text)
    text = _PHONE.sub("[phone]", text)
    return _CARD.sub(lambda match: "[card number]" if _is_card(match[0]) else match[0], text)


def _is_identity(number: str) -> bool:
    """GB 11643: the weighted sum of the first 17 digits modulo 11 names the last."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _IDENTITY_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_card(number: str) -> bool:
    """The check digit of ISO/IEC 7812 (Luhn)."""
    digits = [int(character) for character in number if character.isdigit()][::-1]
    return sum(digits[0::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10
