"""Pages of assurance: what can be relied on, and the trail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.assure.audits.actions import check_ledger
from zhiyin.assure.audits.forms import TrailForm
from zhiyin.assure.audits.reads import kept_rates, last_check, trail_in_words, trail_seen_by
from zhiyin.assure.fairness.policy import AMOUNT, APPROVED, COMPENSATED
from zhiyin.assure.fairness.reads import CHANNEL, GROUPINGS, LANGUAGE, REGION, compensation_by_group
from zhiyin.face import wording
from zhiyin.face.access import needs
from zhiyin.face.links import addresses_of
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.register import POLICIES

WINDOWS = (28, 90, 365)


def _actor(request: HttpRequest) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


@require_GET
@needs("assurance.read")
def assurance(request: HttpRequest) -> HttpResponse:
    """Kept rate, fairness by a grouping, and the ledger's last check, over a window of days."""
    actor, now = _actor(request), timezone.now()
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked) in WINDOWS else 90
    grouping = request.GET.get("by", LANGUAGE)
    grouping = grouping if grouping in GROUPINGS else LANGUAGE
    from_at = now - timedelta(days=days)
    overall, *by_name = kept_rates(actor, from_at, now)
    fairness = compensation_by_group(actor, grouping, from_at, now, now)
    context = {
        "days": days,
        "windows": WINDOWS,
        "grouping": grouping,
        "groupings": [(LANGUAGE, _("Language")), (REGION, _("Region")), (CHANNEL, _("Channel"))],
        "overall": overall,
        "by_name": by_name,
        "fairness": [
            (_outcome_label(one.outcome), one, [(_group_label(grouping, row.group), row) for row in one.comparisons])
            for one in fairness
        ],
        "flagged": any(one.flagged for one in fairness),
        "check": last_check(),
        "may_check": actor.may("ledger.check"),
        "amount": AMOUNT,
    }
    return render(request, "audits/assurance.html", context)


def _group_label(grouping: str, group: str) -> str:
    """A language by its name in the reader's language, a channel by its kind's; a region as it stands."""
    if grouping == LANGUAGE:
        return wording.language_name(group)
    if grouping == CHANNEL:
        # The table of first replies names the kinds of channels that promises are made on.
        names = {value: label for fact in POLICIES["first_reply"].facts for value, label in fact.choices}
        return str(names.get(group, group))
    return group


def _outcome_label(outcome: str) -> str:
    return {
        AMOUNT: _("Mean amount granted for a broken promise"),
        COMPENSATED: _("Broken promises compensated with money"),
        APPROVED: _("Approvals granted, of those asked for"),
    }[outcome]


@require_GET
@needs("assurance.read")
def trail(request: HttpRequest) -> HttpResponse:
    """Who changed what, when, and because of what; newest first."""
    form = TrailForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    until = chosen.get("until_on")
    entries = trail_seen_by(
        _actor(request),
        area=chosen.get("area") or "",
        person=chosen.get("person") or "",
        from_at=_midnight(chosen.get("from_on")),
        to_at=_midnight(until + timedelta(days=1)) if until else None,
    )
    page = cursor_page(entries, request, order=("-happened_at", "-id"), size=50)
    addresses = addresses_of(page.rows)
    lines = [(line, addresses.get(line.entry.id)) for line in trail_in_words(page.rows)]
    return render(request, "audits/trail.html", {"form": form, "page": page, "lines": lines})


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time()))


@require_POST
@needs("ledger.check")
def ledger_check(request: HttpRequest) -> HttpResponse:
    """Check the ledger now."""
    check = check_ledger(by=_actor(request))
    if check.ok:
        messages.success(request, check.message)
    else:
        messages.error(request, _("The ledger does not verify: %(message)s") % {"message": check.message})
    return redirect("assurance")
