"""Try a changed rule on past cases, and see what would have been kept, broken and paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhiyin.face import wording as words
from zhiyin.face.access import needs
from zhiyin.face.decision_tables import changes_of, table_of
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.policies.register import POLICIES, Declared, Row
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.promises import policy, wording
from zhiyin.resolve.promises.actions import try_rule
from zhiyin.resolve.promises.models import Trying
from zhiyin.resolve.promises.policy import replay
from zhiyin.resolve.promises.reads import tries_seen_by, trying_for
from zhiyin.resolve.promises.replaying import TRIED

#: how many tried rules the page names
SHOWN = 20


@needs("policy.change")
@require_http_methods(["GET", "POST"])
def tries(request: HttpRequest) -> HttpResponse:
    """The rows of a table with other minutes and calendars, to be tried on last month's cases; what was tried before."""
    key = request.POST.get("rule") or request.GET.get("rule", policy.FIRST_REPLY)
    key = key if key in TRIED else policy.FIRST_REPLY
    rows: Sequence[Row] = rows_in_force(key)
    if request.method == "POST":
        try:
            tried = _changed(rows, request.POST)
            from_at, until_at = _last_month(request.POST.get("window", ""))
            made = try_rule(key, tried, from_at, until_at, by=_actor(request), because=None)
            return redirect("promises:trying", id=made.id)
        except ValidationError as error:
            notices.error(request, " ".join(error.messages))
            rows = _changed(rows, request.POST, strict=False)
    declared = POLICIES[key]
    told = table_of(declared, rows)
    outcomes = {outcome.name: outcome for outcome in declared.outcomes}
    numbered = [
        (number, row, when) for number, (row, (when, _then)) in enumerate(zip(rows, told.rows, strict=True), start=1)
    ]
    context = {
        "rules": [(one, POLICIES[one].label) for one in TRIED],
        "key": key,
        "declared": declared,
        "calendars": outcomes["calendar"].choices,
        "rows": [_row(number, row, when, declared) for number, row, when in numbered],
        "tries": [_summary(one) for one in tries_seen_by(_actor(request))[:SHOWN]],
    }
    return render(request, "promises/tries.html", context)


def _row(number: int, row: Row, when: Sequence[tuple[Any, str]], declared: Declared) -> dict[str, Any]:
    """One row to be tried: what it asks in words, and what it gives."""
    asked = zip(when, declared.facts, strict=True)
    return {
        "number": number,
        "when": [said for said, fact in asked if fact.name in row["when"]],
        "minutes": row["then"]["minutes"],
        "calendar": row["then"]["calendar"],
    }


def _changed(rows: Any, sent: Any, *, strict: bool = True) -> list[dict[str, Any]]:
    """The rows in force with the minutes and calendars that were sent."""
    changed = []
    for number, row in enumerate(rows, start=1):
        minutes = sent.get(f"{number}.minutes", "")
        if minutes.isdecimal():
            wanted: Any = int(minutes)
        elif strict:
            raise ValidationError(_("Row %(number)s: give a whole number of minutes.") % {"number": number})
        else:
            wanted = row["then"]["minutes"]
        calendar = sent.get(f"{number}.calendar") or row["then"]["calendar"]
        then = {**row["then"], "minutes": wanted, "calendar": calendar}
        changed.append({"when": dict(row["when"]), "then": then})
    return changed


def _last_month(window: str) -> tuple[datetime, datetime]:
    """Last month, or the last 30 days."""
    now, zone = timezone.now(), ZoneInfo(settings.TIME_ZONE)
    if window == "month":
        return policy.months_back(now, 1, zone)[0]
    return now - timedelta(days=30), now


@needs("policy.change")
@require_http_methods(["GET"])
def trying(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far the trial on past cases is, and what it came to; a part of the page while it asks again."""
    made = trying_for(_actor(request), id)
    context = {"one": _summary(made), "trying": made, "changes": _changes(made)}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "promises/trying_part.html" if part else "promises/trying.html", context)


@needs("policy.change")
@require_POST
def in_force(request: HttpRequest, id: UUID) -> HttpResponse:
    """Put the tried rows in force."""
    actor = _actor(request)
    made = trying_for(actor, id)
    try:
        put_in_force(made.key, made.rows, request.POST.get("note", ""), by=actor, because=last_entry_of(made.id))
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("promises:trying", id=id)
    notices.success(request, _("Put in force. Open promises are counted anew."))
    return redirect("face:policy", key=made.key)


def _changes(made: Trying) -> list[Any]:
    return changes_of(POLICIES[made.key], rows_in_force(made.key), made.rows)


def _summary(made: Trying) -> dict[str, Any]:
    result = made.result or {}
    names = {
        replay.KEPT: _("kept"),
        replay.BROKEN: _("broken"),
        replay.RUNNING: _("still running"),
        replay.ENDED: _("ended without either"),
        replay.BY_CHANGE: _("overdue by a change of rules"),
        replay.NOTHING: _("not promised"),
    }
    tables = []
    for name, pairs in result.get("pairs", {}).items():
        was = dict.fromkeys(replay.OUTCOMES, 0)
        would = dict.fromkeys(replay.OUTCOMES, 0)
        for pair, n in pairs.items():
            before, after = pair.split(">")
            was[before] += n
            would[after] += n
        seen = [one for one in replay.OUTCOMES if was[one] or would[one]]
        tables.append(
            {
                "name": wording.name_of(name),
                "rows": [(names[one], was[one], would[one], would[one] - was[one]) for one in seen],
                "newly_broken": pairs.get("kept>broken", 0),
                "newly_kept": pairs.get("broken>kept", 0),
            }
        )
    return {
        "trying": made,
        "label": POLICIES[made.key].label,
        "percent": 100 if made.done_at else min(99, 100 * made.done // max(made.cases, 1)),
        "tables": tables,
        "examples": [
            {**one, "promise": wording.name_of(one["promise"]), "was": names[one["was"]], "would": names[one["would"]]}
            for one in result.get("examples", [])
        ],
        "paid": _amounts(result.get("paid")),
        "would_pay": _amounts(result.get("would_pay")),
        "knows_money": "would_pay" in result,
    }


def _amounts(amounts: dict[str, int] | None) -> str:
    return " + ".join(words.amount(minor, currency) for currency, minor in (amounts or {}).items()) or "–"


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
