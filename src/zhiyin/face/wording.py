"""Times, spans, amounts and shares as people read them, in the reader's language. Pure but for the language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, get_currency_precision
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, to_locale

MINUTE, HOUR, DAY = 60, 3600, 86400


def locale() -> Locale:
    """Babel's locale of the reader's language."""
    return Locale.parse(to_locale(get_language() or "en"), sep="_")


def span(length: timedelta) -> str:
    """A length of time in at most two units: "2 d 4 h", "1 h 05 min", "12 min", "40 s". The sign is dropped."""
    seconds = abs(int(length.total_seconds()))
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days:
        return _two(gettext("%s d") % days, gettext("%s h") % hours if hours else "")
    if hours:
        return _two(gettext("%s h") % hours, gettext("%s min") % minutes if minutes else "")
    return gettext("%s min") % minutes if minutes else gettext("%s s") % seconds


def _two(large: str, small: str) -> str:
    return gettext("%(large)s %(small)s") % {"large": large, "small": small} if small else large


def moment(at: datetime, now: datetime) -> str:
    """When, seen from now: "5 min ago", "14:02", "yesterday 14:02", "3 Nov 14:02", "3 Nov 2025"."""
    here, today = timezone.localtime(at), timezone.localtime(now)
    distance = now - at
    if abs(distance) < timedelta(seconds=45):
        return gettext("just now")
    if abs(distance) < timedelta(hours=1):
        return (gettext("%s ago") if distance > timedelta(0) else gettext("in %s")) % span(distance)
    clock = f"{here:%H:%M}"
    days = (today.date() - here.date()).days
    if days == 0:
        return clock
    if days in (1, -1):
        return (gettext("yesterday %s") if days == 1 else gettext("tomorrow %s")) % clock
    if here.year == today.year:
        return f"{day_of_year(here)} {clock}"
    return day(here)


def day(on: date) -> str:
    """The day with its year: "3 Nov 2025"."""
    return formats.date_format(on, gettext("j M Y"))


def day_of_year(at: datetime) -> str:
    """The day without its year: "3 Nov"."""
    return formats.date_format(at, gettext("j M"))


def count(n: int) -> str:
    """A whole number, its thousands set apart as in both languages: "13,900"."""
    return f"{n:,}"


def exact(at: datetime) -> str:
    """The whole moment, to the second, with the time zone."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S %Z}"


def amount(minor: int, currency: str) -> str:
    """Minor units and a currency as money: 2000, "CNY" → "¥20.00"."""
    value = Decimal(minor) / (Decimal(10) ** get_currency_precision(currency))
    return str(format_currency(value, currency, locale=locale()))


def percent(value: float) -> str:
    """A share between 0 and 1: "83.2 %", in Chinese without the space."""
    return gettext("%s%%") % formats.number_format(round(value * 100, 1), 1)


def initials(name: str) -> str:
    """What stands in an avatar: the last two characters of a Chinese name, the initials of others."""
    name = name.strip()
    if not name:
        return "?"
    if "\u4e00" <= name[-1] <= "\u9fff":
        return name[-2:]
    words = [word for word in name.replace("@", " ").replace(".", " ").split() if word]
    return "".join(word[0] for word in words[:2]).upper() if words else name[0].upper()


def language_name(code: str) -> str:
    """A language in the reader's language: "zh" → "Chinese"; "–" for none, the code itself when unknown."""
    if not code:
        return "–"
    return str(locale().languages.get(code.split("-")[0].lower(), code))


def weekday_name(day: int) -> str:
    """The name of a weekday, 0 is Monday."""
    return formats.date_format(date(2024, 1, 1 + day), "l")
