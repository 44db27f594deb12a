"""Questions about promises: of a case, kept or broken in a window, open and overdue; and when something would be due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.http import Http404
from django.utils import translation

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.lib.working_time import deadline
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.calendars import TABLES
from zhiyin.resolve.promises.calendars import calendar_named as calendar_named  # asked for by later stages too
from zhiyin.resolve.promises.models import RUNNING, Almanac, Breach, Feed, Promise, Review, Trying
from zhiyin.resolve.promises.rates import (  # how well promises are kept, for later stages
    Entitlement as Entitlement,
)
from zhiyin.resolve.promises.rates import KeepRate as KeepRate
from zhiyin.resolve.promises.rates import RatioPromise as RatioPromise
from zhiyin.resolve.promises.rates import delivery_promised_by as delivery_promised_by
from zhiyin.resolve.promises.rates import entitlement as entitlement
from zhiyin.resolve.promises.rates import entitlements as entitlements
from zhiyin.resolve.promises.rates import handover_now as handover_now
from zhiyin.resolve.promises.rates import keep_rates as keep_rates
from zhiyin.resolve.promises.rates import next_handover_due_at as next_handover_due_at
from zhiyin.resolve.promises.rates import ratio_promises as ratio_promises
from zhiyin.resolve.promises.rates import reviews_seen_by as reviews_seen_by
from zhiyin.resolve.promises.rates import time_used_by as time_used_by
from zhiyin.resolve.promises.rates import tries_seen_by as tries_seen_by
from zhiyin.resolve.promises.wording import clock_time

_DECIDED = (policy.MET, policy.BREACHED)
#: what is promised, as choices
NAMES_OF_PROMISES = tuple(Promise.Name.choices)


def promises_seen_by(actor: Actor) -> QuerySet[Promise]:
    """The promises of the units that the actor may see; none without `promise.read`."""
    if not actor.may("promise.read"):
        return Promise.objects.none()
    promises = Promise.objects.all()
    return promises if actor.kind == "system" or actor.units is None else promises.filter(unit__in=actor.units)


def promise_for(actor: Actor, id: UUID) -> Promise:
    """The promise with this id, if the actor may see it; else `Http404`."""
    found = promises_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def promise(id: UUID) -> Promise:
    """The promise with this id."""
    return Promise.objects.get(id=id)


def promises_of(case_id: UUID) -> QuerySet[Promise]:
    """The promises of a case, the oldest first, with their breaches."""
    return Promise.objects.filter(case_id=case_id).select_related("breach").order_by("started_at", "name")


def nearest_of_cases(case_ids: Iterable[UUID]) -> dict[UUID, Promise]:
    """For each case the promise that is owed soonest, else the last one that was decided, in one statement."""
    found: dict[UUID, Promise] = {}
    for one in Promise.objects.filter(case_id__in=list(case_ids)).select_related("unit").order_by("due_at"):
        if one.case_id is None:
            continue
        known = found.get(one.case_id)
        if known is None or (not _owed(known) and (_owed(one) or one.due_at > known.due_at)):
            found[one.case_id] = one
    return found


def _owed(promise: Promise) -> bool:
    return promise.state in policy.OWED_STATES and promise.answered_at is None


def promises_between(from_at: datetime, to_at: datetime) -> QuerySet[Promise]:
    """The promises due from `from_at` (included) to `to_at` (excluded), whatever became of them."""
    return Promise.objects.filter(due_at__gte=from_at, due_at__lt=to_at).order_by("due_at", "id")


def next_due_at() -> datetime | None:
    """When the next running promise is due, read from the head of an index of them."""
    return Promise.objects.filter(RUNNING).order_by("due_at", "id").values_list("due_at", flat=True).first()


def next_warning_at() -> datetime | None:
    """When the next promise is to be warned of, read from the head of an index."""
    return Promise.objects.filter(state=policy.PENDING).order_by("warn_at").values_list("warn_at", flat=True).first()


def kept(from_at: datetime, to_at: datetime, name: str = policy.FIRST_REPLY) -> tuple[int, int]:
    """How many promises due in the window were kept and how many broken: (met, breached). Others count nowhere."""
    counts = (
        promises_between(from_at, to_at)
        .filter(name=name)
        .aggregate(met=Count("id", filter=Q(state=policy.MET)), breached=Count("id", filter=Q(state=policy.BREACHED)))
    )
    return counts["met"], counts["breached"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises of one name due in the week that begins on `week` (a Monday): how many were kept, how many broken."""

    name: str
    week: date
    met: int
    breached: int


def kept_by_week(from_at: datetime, to_at: datetime, zone: ZoneInfo, actor: Actor) -> list[Kept]:
    """Kept and broken promises by name and week of their due time, of what the actor may see. One statement."""
    rows = (
        promises_seen_by(actor)
        .filter(due_at__gte=from_at, due_at__lt=to_at, state__in=_DECIDED)
        .annotate(week=TruncWeek("due_at", tzinfo=zone))
        .values("name", "week")
        .annotate(met=Count("id", filter=Q(state=policy.MET)), breached=Count("id", filter=Q(state=policy.BREACHED)))
        .order_by("name", "week")
    )
    return [Kept(row["name"], row["week"].date(), row["met"], row["breached"]) for row in rows]


def breach(id: UUID) -> Breach:
    """The breach with this id, with its promise."""
    return Breach.objects.select_related("promise").get(id=id)


def breaches(ids: Iterable[UUID]) -> dict[UUID, Breach]:
    """These breaches by id, with their promises and the units that promised, in one statement.

    How the promises were counted is read only where it is asked for.
    """
    found = Breach.objects.select_related("promise", "promise__unit")
    return found.defer("promise__arithmetic", "promise__considered").in_bulk(list(ids))


def breaches_seen_by(actor: Actor) -> QuerySet[Breach]:
    """The breaches of the units that the actor may see, with promise, case and customer."""
    breaches = Breach.objects.select_related("promise", "promise__case", "promise__customer")
    if not actor.may("promise.read"):
        return breaches.none()
    return breaches if actor.kind == "system" or actor.units is None else breaches.filter(promise__unit__in=actor.units)


def breaches_of(customer_ids: Iterable[UUID], since: datetime, until: datetime) -> QuerySet[Breach]:
    """The breaches towards these customers (the parts of a whole) in `[since, until)`, newest first."""
    return (
        Breach.objects.filter(promise__customer__in=list(customer_ids), breached_at__gte=since, breached_at__lt=until)
        .select_related("promise")
        .order_by("-breached_at")
    )


def breaches_between(from_at: datetime, to_at: datetime) -> QuerySet[Breach]:
    """The breaches from `from_at` (included) to `to_at` (excluded), with their promises."""
    return Breach.objects.filter(breached_at__gte=from_at, breached_at__lt=to_at).select_related("promise")


def due_after(start: datetime, minutes: int, calendar_name: str) -> datetime:
    """When so many working minutes of a calendar in force have passed since `start`."""
    return Deadlines().after(start, minutes, calendar_name)


class Deadlines:
    """Deadlines by the calendars in force, which are read once."""

    def __init__(self) -> None:
        tables = all_in_force(*TABLES)
        self._tables = [tables[key] for key in TABLES]

    def after(self, start: datetime, minutes: int, calendar_name: str) -> datetime:
        """When so many working minutes of this calendar have passed since `start`."""
        return deadline(start, timedelta(minutes=minutes), calendar_named(calendar_name, *self._tables))


def due_in_words(promise: Promise, language: str) -> str:
    """The promised time as one writes it to a person, in a language and the time zone of the unit that promised."""
    zone = ZoneInfo(promise.unit.time_zone if promise.unit else "Asia/Shanghai")
    with translation.override(language):
        return clock_time(promise.due_at, zone)


@dataclass(frozen=True, slots=True)
class Source:
    """Where public days in force come from: its name in calendars, the version (None: as installed), its feed."""

    source: str
    almanac: Almanac | None
    feed: Feed | None
    in_use: bool


def sources_in_use() -> set[str]:
    """The sources of public days that calendars in force name."""
    return set(_sources_of(all_in_force("calendars")["calendars"]))


def _sources_of(table: InForce) -> dict[str, None]:
    described = [row["then"].get("calendar") for row in table.rows]
    return dict.fromkeys(source for one in described if isinstance(one, dict) for source in policy.sources_of(one))


def almanacs_in_force(tables: Mapping[str, InForce]) -> list[Source]:
    """The sources of public days that calendars name or that we fetch, with the version in force of each."""
    used = _sources_of(tables["calendars"])
    feeds = {feed.source: feed for feed in Feed.objects.order_by("name")}
    wanted = {
        source: tables["public_days"].decide({"source": source}).outcome["version"]
        for source in used | dict.fromkeys(feeds)
    }
    found = {(one.source, one.number): one for one in Almanac.objects.filter(source__in=wanted)}
    return [
        Source(source, found.get((source, number)), feeds.get(source), source in used)
        for source, number in wanted.items()
    ]


def feeds_seen_by(actor: Actor) -> QuerySet[Feed]:
    """The addresses that public days are fetched from, of who may see promises."""
    return Feed.objects.order_by("name") if actor.may("promise.read") else Feed.objects.none()


def feed_for(actor: Actor, id: UUID) -> Feed:
    """The feed with this id, if the actor may see it; else `Http404`."""
    found = feeds_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def trying_for(actor: Actor, id: UUID) -> Trying:
    """The tried rule with this id, if the actor may see it; else `Http404`."""
    found = tries_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def review_for(actor: Actor, id: UUID) -> Review:
    """The review with this id, if the actor may see it; else `Http404`."""
    found = reviews_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found
