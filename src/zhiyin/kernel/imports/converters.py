"""From what a file says to what a field holds. Each converter is pure, so its results are remembered."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision

from zhiyin.kernel.imports.reasons import (
    MISSING,
    NOT_A_BOOLEAN,
    NOT_A_NUMBER,
    NOT_A_TIME,
    NOT_AN_INTEGER,
    NOT_CHOSEN,
    NOT_MAPPED,
    NOT_MONEY,
    TOO_LARGE,
    TOO_LONG,
    UNREADABLE,
    Unfit,
)
from zhiyin.kernel.imports.register import Field

Converter = Callable[[Any], Any]
BLANKS = frozenset({"", "null", "NULL", "NaN", "nan", "N/A", "\\N"})
TRUE, FALSE = {"1", "true", "yes", "y", "t", "是"}, {"0", "false", "no", "n", "f", "否"}
#: bigint, as the database has it
LEAST, LARGEST = -(2**63), 2**63 - 1


class Remembered(dict[Any, Any]):
    """A converter that remembers: `self[value]` converts once. Forgets all when it holds too much."""

    MOST = 200_000

    def __init__(self, convert: Converter) -> None:
        super().__init__()
        self.convert = convert

    def __missing__(self, value: Any) -> Any:
        result = self.convert(value)
        if value == value:  # NaN never equals itself: it would be remembered again and again
            if len(self) >= self.MOST:
                self.clear()
            self[value] = result
        return result


def is_blank(value: Any) -> bool:
    """None, NaN and what files write for nothing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return isinstance(value, str) and value.strip() in BLANKS


def converter_for(field: Field, options: Mapping[str, Any]) -> Converter:
    """The converter of a field under the options of its mapping. It raises `Unfit`."""
    by_kind = _BY_KIND[field.kind](field, options)
    values, prefix = options.get("values"), options.get("prefix")

    def convert(value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip()
        if is_blank(value):
            if field.required and field.default is None:
                raise Unfit(MISSING, field=field.name)
            return field.default
        if values is not None or prefix is not None:
            value = _mapped(field, value, values, prefix, options)
            if value is None:
                return field.default
        return by_kind(value)

    return convert


def _mapped(field: Field, value: Any, values: Any, prefix: Any, options: Mapping[str, Any]) -> Any:
    key = _text(value)
    if values is not None and key in values:
        return values[key]
    if prefix is not None:
        for beginning, meaning in prefix.items():
            if key.startswith(beginning):
                return meaning
    if "otherwise" in options:
        return options["otherwise"]
    raise Unfit(NOT_MAPPED, field=field.name, value=key)


def _text(value: Any) -> str:
    """Numbers of a spreadsheet as people read them: 17850.0 is 17850."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)


def _text_for(field: Field, options: Mapping[str, Any]) -> Converter:
    maximum, choices = field.maximum, frozenset(field.choices)

    def convert(value: Any) -> str:
        text = _text(value)
        if "\x00" in text:
            text = text.replace("\x00", "")
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                raise Unfit(UNREADABLE, field=field.name) from error
        if maximum is not None and len(text) > maximum:
            raise Unfit(TOO_LONG, field=field.name, maximum=maximum)
        if choices and text not in choices:
            raise Unfit(NOT_CHOSEN, field=field.name, value=text[:80], choices=", ".join(field.choices))
        return text

    return convert


def _integer_for(field: Field, options: Mapping[str, Any]) -> Converter:
    def convert(value: Any) -> int:
        try:
            number = int(value) if not isinstance(value, float) or value.is_integer() else None
        except ValueError:
            number = _whole(value)
        if number is None:
            raise Unfit(NOT_AN_INTEGER, field=field.name, value=str(value)[:80])
        return _within(field, number, value)

    return convert


def _whole(value: Any) -> int | None:
    try:
        number = Decimal(str(value).replace(",", ""))
        return int(number) if number == number.to_integral_value() else None
    except (InvalidOperation, OverflowError, ValueError):
        return None


def _within(field: Field, number: int, value: Any) -> int:
    low = LEAST if field.minimum is None else field.minimum
    high = LARGEST if field.maximum is None else field.maximum
    if not low <= number <= high:
        raise Unfit(TOO_LARGE, field=field.name, minimum=low, maximum=high, value=str(value)[:80])
    return number


def _number_for(field: Field, options: Mapping[str, Any]) -> Converter:
    def convert(value: Any) -> float:
        try:
            number = float(value.replace(",", "") if isinstance(value, str) else value)
        except (ValueError, TypeError):
            number = math.nan
        if not math.isfinite(number):
            raise Unfit(NOT_A_NUMBER, field=field.name, value=str(value)[:80])
        return number

    return convert


def _money_for(field: Field, options: Mapping[str, Any]) -> Converter:
    """`minor_of: CNY` says that the file has major units of that currency; else it has minor units already."""
    currency = options.get("minor_of")
    if currency is None:
        return _integer_for(field, options)
    factor = Decimal(10) ** get_currency_precision(str(currency))

    def convert(value: Any) -> int:
        try:
            minor = Decimal(str(value).replace(",", "").lstrip("¥￥$€£ ")) * factor
            if not minor.is_finite():
                raise InvalidOperation
        except InvalidOperation as error:
            raise Unfit(NOT_MONEY, field=field.name, value=str(value)[:80]) from error
        return _within(field, int(minor.to_integral_value()), value)

    return convert


def _time_for(field: Field, options: Mapping[str, Any]) -> Converter:
    """`format` as strptime has it, `epoch: seconds|milliseconds`, `time_zone` for times that name none."""
    zone = ZoneInfo(str(options.get("time_zone", "UTC")))
    shape, epoch = options.get("format"), options.get("epoch")
    divisor = 1000 if epoch == "milliseconds" else 1

    def convert(value: Any) -> datetime:
        try:
            if isinstance(value, datetime):
                at = value
            elif isinstance(value, date):
                at = datetime(value.year, value.month, value.day)  # noqa: DTZ001  # the zone follows below
            elif epoch:
                at = datetime.fromtimestamp(float(value) / divisor, UTC)
            elif shape:
                at = datetime.strptime(str(value), str(shape))  # noqa: DTZ007
            else:
                at = datetime.fromisoformat(str(value).replace("/", "-"))
            return at.replace(tzinfo=zone) if at.tzinfo is None else at
        except (ValueError, OverflowError, OSError) as error:
            raise Unfit(NOT_A_TIME, field=field.name, value=str(value)[:80]) from error

    return convert


def _boolean_for(field: Field, options: Mapping[str, Any]) -> Converter:
    def convert(value: Any) -> bool:
        word = _text(value).lower()
        if word in TRUE or word in FALSE:
            return word in TRUE
        raise Unfit(NOT_A_BOOLEAN, field=field.name, value=word[:80])

    return convert


def _json_for(field: Field, options: Mapping[str, Any]) -> Converter:
    """To JSON text. A text that is JSON already stays; any other is a JSON string."""

    def convert(value: Any) -> str:
        if isinstance(value, str):
            try:
                json.loads(value)
            except json.JSONDecodeError:
                return as_json(value)
            return value
        return as_json(value)

    return convert


def as_json(value: Any) -> str:
    """A value as JSON that PostgreSQL takes: it knows no NUL, and no half of a surrogate pair."""
    text = json.dumps(value, ensure_ascii=False, default=str).replace("\\u0000", "")
    return text if text.isascii() else text.encode(errors="replace").decode()


_BY_KIND: dict[str, Callable[[Field, Mapping[str, Any]], Converter]] = {
    "text": _text_for,
    "integer": _integer_for,
    "number": _number_for,
    "money": _money_for,
    "time": _time_for,
    "boolean": _boolean_for,
    "json": _json_for,
}
