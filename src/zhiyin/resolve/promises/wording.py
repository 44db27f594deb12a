"""Times, lengths and steps of a count in words, in the language that is active."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from zhiyin.kernel.policies.register import POLICIES
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.models import Promise


def reader_language(language: str) -> str:
    """The language in which we write to somebody: Chinese to who writes Chinese, English to all others."""
    return "zh-hans" if language.lower().startswith("zh") else "en"


def clock_time(instant: datetime, zone: ZoneInfo, *, name_zone: bool = True) -> str:
    """A date and time with its weekday, as one writes it to a person: 9月28日（周日）10:30 · Sun 28 Sep 2025, 10:30.

    In English the zone stands behind it (`name_zone`): who reads English may be elsewhere.
    """
    local = instant.astimezone(zone)
    if (get_language() or "").startswith("zh"):
        weekday = "一二三四五六日"[local.weekday()]
        return f"{local.month}月{local.day}日（周{weekday}）{local:%H:%M}"
    day = f"{formats.date_format(local, 'D j M Y')}, {local:%H:%M}"
    return f"{day} ({zone.key})" if name_zone else day


def weekdays(first: date, last: date) -> str:
    """The weekdays from one day to another: 周一至周五 · Mon–Fri."""
    if (get_language() or "").startswith("zh"):
        begin, end = ("周" + "一二三四五六日"[day.weekday()] for day in (first, last))
        return begin if first == last else f"{begin}至{end}"
    begin, end = (formats.date_format(day, "D") for day in (first, last))
    return begin if first == last else f"{begin}–{end}"


def weekday_names() -> list[tuple[str, str]]:
    """Monday to Sunday, whole and short: (星期一, 一) · (Monday, M)."""
    if (get_language() or "").startswith("zh"):
        return [(f"星期{one}", one) for one in "一二三四五六日"]
    monday = date(2024, 1, 1)
    days = [formats.date_format(monday + timedelta(days=day), "l") for day in range(7)]
    return [(day, day[:2]) for day in days]


def windows(of: Sequence[tuple[time, time]]) -> str:
    """Windows of a day: 09:00–12:00, 13:30–18:00."""
    told = [f"{opens:%H:%M}–{'24:00' if closes == time(0) else f'{closes:%H:%M}'}" for opens, closes in of]
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(told)


def length(seconds: int) -> str:
    """A length of time in hours and minutes: 1 h 30 min."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, odd = divmod(rest, 60)
    parts = []
    if hours:
        parts.append(_("%(hours)s h") % {"hours": hours})
    if minutes:
        parts.append(_("%(minutes)s min") % {"minutes": minutes})
    if odd or not parts:
        parts.append(_("%(seconds)s s") % {"seconds": odd})
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a count, ready to be shown: the day, from when to when, what it was, how much it counted."""

    day: str
    span: str
    what: str
    counted: str
    kind: str


def lines(steps: Sequence[Mapping[str, Any]], zone: ZoneInfo) -> list[Line]:
    """The steps of a count as they are stored, as lines in a time zone."""
    return [_line(step, zone) for step in steps]


def _line(step: Mapping[str, Any], zone: ZoneInfo) -> Line:
    start = datetime.fromisoformat(step["start"]).astimezone(zone)
    end = datetime.fromisoformat(step["end"]).astimezone(zone)
    counted = int(step["counted_seconds"])
    last = end - timedelta(microseconds=1)
    if start.date() == last.date():
        day, span = _day(start), f"{start:%H:%M}–{'24:00' if end.date() != start.date() else f'{end:%H:%M}'}"
    else:
        day, span = f"{_day(start)} – {_day(last)}", f"{start:%H:%M}–{end:%H:%M}"
    return Line(day, span, _what(step["kind"]), length(counted) if counted else "", step["kind"])


def _day(local: datetime) -> str:
    if (get_language() or "").startswith("zh"):
        return f"{local.month}月{local.day}日 周{'一二三四五六日'[local.weekday()]}"
    return formats.date_format(local, "D j M")


def _what(kind: str) -> str:
    return {
        "work": _("working time"),
        "extra_workday": _("make-up working day"),
        "break": _("break"),
        "closed": _("after hours"),
        "day_off": _("day off"),
        "holiday": _("public holiday"),
        "pause": _("waiting for the customer"),
    }.get(kind, kind)


def name_of(name: str) -> str:
    """What a promise is called."""
    return {
        policy.FIRST_REPLY: _("First reply"),
        policy.SOLUTION: _("Solution"),
        policy.NEXT_UPDATE: _("Next update"),
        policy.TOLD_DATE: _("Date told to the customer"),
        policy.FOLLOW_UP: _("Follow-up"),
        policy.CUT_OFF: _("Delivery by cut-off"),
    }.get(name, name)


def overdue_by(due_at: datetime, now: datetime) -> str:
    """By how much something is late, in the largest unit that fits."""
    minutes = int((now - due_at).total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(count)s minute late", "%(count)s minutes late", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        hours = minutes // 60
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": days}


def name_of_policy(key: str) -> str:
    """What a table is called; a promise that a person gave has none."""
    return str(POLICIES[key].label) if key in POLICIES else ""


def facts_in_words(name: str, facts: Mapping[str, Any]) -> str:
    """What a table was asked, in words: Channel: e-mail, Priority: 2."""
    declared = POLICIES.get(name)
    if declared is None:
        return ""
    told = []
    for fact in declared.facts:
        value = facts.get(fact.name)
        if value is not None and (fact.name, value) != ("value_band", "unknown"):
            label = str(fact.label).partition(" (")[0].partition("（")[0]
            told.append(f"{label}: {dict(fact.choices).get(value, value)}")
    return ("，" if (get_language() or "").startswith("zh") else ", ").join(told)


def because(promise: Promise, zone: ZoneInfo) -> str:
    """Why this promise is what it is, in one sentence."""
    if promise.name not in policy.BY_POLICY:
        return _("Because a person promised it.")
    known = promise.facts or {
        "channel": promise.channel_kind,
        "priority": promise.priority,
        "value_band": promise.value_band,
    }
    facts = facts_in_words(promise.name, known)
    if len(promise.considered) < 2:
        row = "" if promise.policy_row is None else promise.policy_row + 1
        rule = name_of_policy(promise.policy_key or promise.name)
        return _("Because row %(row)s of “%(rule)s” applies (%(facts)s).") % {"row": row, "rule": rule, "facts": facts}
    first, *others = (
        _("%(rule)s, row %(row)s%(basis)s: %(length)s, until %(due)s")
        % {
            "rule": name_of_policy(one["policy"]),
            "row": one["row"] + 1,
            "basis": f" ({one['basis']})" if one["basis"] else "",
            "length": length(one["minutes"] * 60),
            "due": clock_time(datetime.fromisoformat(one["due_at"]), zone, name_zone=False),
        }
        for one in promise.considered
    )
    between = "；" if (get_language() or "").startswith("zh") else "; "
    return _("Because the strictest binds: %(first)s. It would have been later by %(others)s. (%(facts)s)") % {
        "first": first,
        "others": between.join(others),
        "facts": facts,
    }


def holder(used: policy.Used) -> str:
    """Whose time it was."""
    named = {
        policy.US: _("ours"),
        policy.CUSTOMER: _("the customer's"),
        policy.DEPARTMENT: _("the department's"),
        policy.VENDOR: _("the vendor's"),
        policy.OTHER: _("somebody else's"),
    }.get(used.whose, used.whose)
    return f"{named} ({used.name})" if used.name else named
