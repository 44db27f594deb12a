"""Why a row is bad, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.imports.register import REASONS, TARGETS, reason

MISSING = reason("missing", _("“%(field)s” is missing."))
NOT_AN_INTEGER = reason("not_an_integer", _("“%(field)s” must be a whole number, not “%(value)s”."))
NOT_A_NUMBER = reason("not_a_number", _("“%(field)s” must be a number, not “%(value)s”."))
NOT_MONEY = reason("not_money", _("“%(field)s” must be an amount of money, not “%(value)s”."))
NOT_A_TIME = reason(
    "not_a_time", _("“%(field)s” must be a date or a time, not “%(value)s”. Give its format in the mapping.")
)
NOT_A_BOOLEAN = reason("not_a_boolean", _("“%(field)s” must be yes or no, not “%(value)s”."))
NOT_CHOSEN = reason("not_chosen", _("“%(field)s” knows no “%(value)s”. It may be: %(choices)s."))
NOT_MAPPED = reason("not_mapped", _("The mapping of “%(field)s” says nothing about “%(value)s”."))
TOO_LONG = reason("too_long", _("“%(field)s” is longer than %(maximum)s characters."))
TOO_LARGE = reason("too_large", _("“%(field)s” must be between %(minimum)s and %(maximum)s, not “%(value)s”."))
UNREADABLE = reason("unreadable", _("“%(field)s” has characters that are not of this encoding."))
CELLS = reason("cells", _("The row has %(found)s cells, the header has %(expected)s."))
NOT_JSON = reason("not_json", _("The line is not a JSON object: %(fault)s."))
NO_CUSTOMER = reason("no_customer", _("The row names no customer: give a number, an e-mail address or a phone number."))
NO_UNIT = reason("no_unit", _("There is no unit of this name."))


def words_of(name: str, words: Mapping[str, Any], target: str = "") -> str:
    """The words of a reason; fields are called by their labels."""
    known = TARGETS.get(target)
    field = known.field(str(words.get("field"))) if known else None
    shown = dict(words) | ({"field": field.label} if field else {})
    return str(REASONS.get(name, name)) % shown if name in REASONS else name


class Unfit(ValueError):
    """A value does not fit its field."""

    def __init__(self, reason: str, **words: Any) -> None:
        super().__init__(reason)
        self.reason, self.words = reason, words


class ImportFault(Exception):
    """The import cannot begin or go on; the message says why and what to do, in the reader's language."""
