"""What promises offer to pages: clocks in the inbox, the count beside the conversation, links from the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from zhiyin.face.links import links
from zhiyin.face.slots import Cell, Panel, cells, panel
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.lib.working_time import NoWorkingTime, YearNotPublished, deadline
from zhiyin.listen.channels.actions import Hours, offer_hours
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.calendars import TABLES, calendar_named
from zhiyin.resolve.promises.forms import CancelForm, DateForm, HandoverForm, NoticeForm, VoidForm
from zhiyin.resolve.promises.models import Breach, Handover, Notice, Pause, Promise
from zhiyin.resolve.promises.reads import handover_now, nearest_of_cases, promises_of, time_used_by
from zhiyin.resolve.promises.showing import shown


@offer_hours
def hours_of_first_replies(channel: Any, now: datetime) -> Hours:
    """A channel is open while the clock of its first replies runs, by the same calendar and holidays."""
    tables = all_in_force("first_reply", *TABLES)
    facts = {"channel": channel.kind, "priority": 3, "value_band": "unknown"}
    named = tables["first_reply"].decide(facts).outcome["calendar"]
    calendar = calendar_named(named, *(tables[key] for key in TABLES))
    moment = timedelta(seconds=1)
    try:
        begins = now if calendar is None else deadline(now, moment, calendar) - moment
    except (NoWorkingTime, YearNotPublished):
        return Hours(False)
    return Hours(begins <= now, begins)


@links("promises.Promise")
def promise_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Promise.objects.filter(id__in=ids, case__isnull=False).values_list("id", "case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("promises.Breach")
def breach_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Breach.objects.filter(id__in=ids, promise__case__isnull=False).values_list("id", "promise__case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("promises.Pause")
def pause_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Pause.objects.filter(id__in=ids, promise__case__isnull=False).values_list("id", "promise__case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("promises.Notice")
def notice_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Notice.objects.filter(id__in=ids, promise__case__isnull=False).values_list("id", "promise__case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("promises.Handover")
def handover_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Handover.objects.filter(id__in=ids).values_list("id", "case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("promises.Review")
def review_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return dict.fromkeys(ids, "/promises")


@links("promises.Trying")
def trying_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {id: f"/promises/tries/{id}" for id in ids}


@panel("case.context", order=20, permission="promise.read")
def promises_of_the_case(actor: Actor, case: Any) -> Panel | None:
    """Each promise of the case with its clock and the count behind it."""
    promises = list(promises_of(case.id).select_related("breach", "unit", "notice"))
    may_keep = actor.may("promise.keep")
    if not promises and not may_keep:
        return None
    used = time_used_by(promises)
    return Panel(
        "promises/panel.html",
        {
            "promises": [shown(one, used[one.id]) for one in promises],
            "case": case,
            "may_void": actor.may("promise.void"),
            "may_keep": may_keep,
            "may_hand_over": case.is_open and actor.may("case.write"),
            "handover": handover_now(case.id),
            "void_form": VoidForm(),
            "date_form": DateForm(auto_id="promise_date_%s"),
            "notice_form": NoticeForm(),
            "cancel_form": CancelForm(),
            "handover_form": HandoverForm(auto_id="handover_%s"),
        },
    )


@cells("inbox.row", order=10, permission="promise.read")
def clocks(actor: Actor, cases: Sequence[Any]) -> dict[UUID, Cell]:
    """The clock of the nearest promise that is still owed, for all rows in one statement."""
    return {
        case_id: Cell("promises/clock.html", {"one": shown(promise)})
        for case_id, promise in nearest_of_cases(case.id for case in cases).items()
        if promise.answered_at is None and promise.state in (*policy.OWED_STATES, policy.PAUSED)
    }
