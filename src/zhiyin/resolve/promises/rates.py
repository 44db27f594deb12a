"""How well promises are kept, by promise; what stands for everybody; and whose time it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.policies.reads import all_in_force, in_force
from zhiyin.lib.stats import Interval, wilson
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.calendars import TABLES, calendar_named
from zhiyin.resolve.promises.models import Handover, Pause, Promise, Review, Trying
from zhiyin.resolve.promises.wording import name_of

_MET, _BREACHED = Q(state=policy.MET), Q(state=policy.BREACHED)
_HOUSE = system("promises")


@dataclass(frozen=True, slots=True)
class KeepRate:
    """Of the promises of one name due in a window: kept, broken, and of these broken after telling the customer early.

    What is open, ended, made by mistake or overdue by a change of rules counts nowhere.
    """

    name: str
    met: int
    breached: int
    managed: int

    @property
    def label(self) -> str:
        return name_of(self.name)

    @property
    def n(self) -> int:
        return self.met + self.breached

    @property
    def value(self) -> float | None:
        return policy.rate(self.met, self.breached)

    @property
    def interval(self) -> Interval:
        return wilson(self.met, self.n)

    @property
    def told_early(self) -> float | None:
        """The share of broken promises of which the customer was told before."""
        return self.managed / self.breached if self.breached else None

    @property
    def told_early_interval(self) -> Interval:
        return wilson(self.managed, self.breached)


def keep_rates(from_at: datetime, to_at: datetime, actor: Actor = _HOUSE, **only: Any) -> list[KeepRate]:
    """The keep rate of each promise due from `from_at` (included) to `to_at` (excluded), of what the actor may see.

    `only` narrows by columns of promises (`channel_kind="chat"`). One statement.
    """
    rows = (
        _seen_by(actor)
        .filter(due_at__gte=from_at, due_at__lt=to_at, state__in=(policy.MET, policy.BREACHED), **only)
        .values("name")
        .annotate(
            met=Count("id", filter=_MET),
            breached=Count("id", filter=_BREACHED),
            managed=Count("id", filter=_BREACHED & Q(notice__isnull=False)),
        )
        .order_by("name")
    )
    return [KeepRate(row["name"], row["met"], row["breached"], row["managed"]) for row in rows]


def _seen_by(actor: Actor) -> QuerySet[Promise]:
    if actor.kind != "system" and not actor.may("promise.read"):
        return Promise.objects.none()
    promises = Promise.objects.all()
    return promises if actor.kind == "system" or actor.units is None else promises.filter(unit__in=actor.units)


def kept_by_name(from_at: datetime, to_at: datetime) -> dict[str, tuple[int, int]]:
    """(kept, broken) of each promise due in the window."""
    return {one.name: (one.met, one.breached) for one in keep_rates(from_at, to_at)}


#: how a promise of a share stands: the interval lies above the target, below it, or on both sides of it
MET, MISSED, OPEN = "met", "missed", "open"


@dataclass(frozen=True, slots=True)
class RatioPromise:
    """A promise of a share as it is in force, and how it stands in the window of `now`."""

    key: str
    version: int
    text: str
    promise: str
    channel: str
    target: float
    window: str
    audience: str
    from_at: datetime
    until_at: datetime
    rate: KeepRate

    @property
    def audience_words(self) -> str:
        return str(Promise.Audience(self.audience).label)

    @property
    def window_words(self) -> str:
        return {"month": _("this month"), "quarter": _("this quarter"), "year": _("this year")}[self.window]

    @property
    def state(self) -> str:
        low, high = self.rate.interval
        if not self.rate.n:
            return OPEN
        return MET if low >= self.target else MISSED if high < self.target else OPEN


def ratio_promises(now: datetime | None = None, actor: Actor = _HOUSE) -> list[RatioPromise]:
    """All promises of a share in force, each with what was kept of it so far in its window. One statement a promise."""
    now = now or timezone.now()
    zone = ZoneInfo(settings.TIME_ZONE)
    table = all_in_force("ratio_promises")["ratio_promises"]
    found = []
    for key in _keys(table.rows):
        decision = table.decide({"key": key})
        then = decision.outcome
        if not then.get("promise"):
            continue
        from_at, until_at = policy.window_of(then["window"], now, zone)
        only = {"name": then["promise"]} | ({"channel_kind": then["channel"]} if then.get("channel") else {})
        rates = keep_rates(from_at, until_at, actor, **only)
        found.append(
            RatioPromise(
                key,
                decision.version,
                _text(then),
                then["promise"],
                then.get("channel") or "",
                then["percent"] / 100,
                then["window"],
                then["audience"],
                from_at,
                until_at,
                rates[0] if rates else KeepRate(then["promise"], 0, 0, 0),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A right as it is in force: for how many days after the day of receipt, and what it does not cover."""

    key: str
    version: int
    text: str
    days: int
    exclusions: tuple[policy.Exclusion, ...]
    audience: str

    @property
    def audience_words(self) -> str:
        return str(Promise.Audience(self.audience).label)

    @property
    def excluded_words(self) -> list[str]:
        chinese = (get_language() or "").startswith("zh")
        return [one.zh if chinese else one.en for one in self.exclusions]

    def claim(
        self, received_at: datetime, asked_at: datetime, time_zone: str, marks: Iterable[str] = ()
    ) -> policy.Entitled:
        """Whether who asks at `asked_at` is entitled; `marks` are the keys of exclusions that hold for what they claim."""
        return policy.entitled(received_at, asked_at, self.days, ZoneInfo(time_zone), self.exclusions, marks)


def entitlement(key: str, *, channel: str = "", tier: str = "", at: datetime | None = None) -> Entitlement | None:
    """A right as it is in force for these facts, now or at a time in the past; None if it promises nothing."""
    facts = {name: value for name, value in (("key", key), ("channel", channel), ("tier", tier)) if value}
    decision = in_force("entitlements", facts, at=at)
    then = decision.outcome
    if not then["days"]:
        return None
    exclusions = tuple(policy.Exclusion(one["key"], one["zh"], one["en"]) for one in then["exclusions"])
    return Entitlement(key, decision.version, _text(then), then["days"], exclusions, then["audience"])


def entitlements() -> list[Entitlement]:
    """All rights in force for everybody."""
    keys = _keys(all_in_force("entitlements")["entitlements"].rows)
    return [one for key in keys if (one := entitlement(key)) is not None]


def delivery_promised_by(ordered_at: datetime, *, region: str = "", tier: str = "") -> datetime | None:
    """By when an order of this moment is promised by the cut-offs in force for its region; None if by nothing."""
    facts = {name: value for name, value in (("region", region), ("tier", tier)) if value}
    then = in_force("cut_offs", facts).outcome
    rows = [policy.cut_off_from(row) for row in then["cut_offs"]]
    return policy.promised_by(ordered_at, ZoneInfo(then["time_zone"]), rows) if rows else None


def _keys(rows: Iterable[Any]) -> list[str]:
    """The keys that a table names, in its order."""
    named = (row["when"].get("key", ()) for row in rows)
    return list(dict.fromkeys(key for one in named for key in ([one] if isinstance(one, str) else one)))


def _text(then: dict[str, Any]) -> str:
    chinese = (get_language() or "").startswith("zh")
    return str(then.get("text_zh" if chinese else "text_en") or then.get("text_en") or then.get("text_zh") or "")


def time_used_by(promises: Sequence[Promise], now: datetime | None = None) -> dict[UUID, list[policy.Used]]:
    """Whose working time each promise used: until it was done, or due, or now. Two statements and what is in force."""
    now = now or timezone.now()
    spells: dict[UUID, list[policy.Spell]] = defaultdict(list)
    for pause in Pause.objects.filter(promise__in=[one.id for one in promises]):
        whose = policy.CUSTOMER if pause.reason == Pause.Reason.WAITING else policy.NOBODY
        spells[pause.promise_id].append(policy.Spell(whose, "", pause.from_at, pause.until_at))
    held: dict[UUID, list[policy.Spell]] = defaultdict(list)
    for one in Handover.objects.filter(case__in={promise.case_id for promise in promises if promise.case_id}):
        held[one.case_id].append(policy.Spell(one.whose, one.name, one.from_at, one.until_at))
    tables = all_in_force(*TABLES) if promises else {}
    found = {}
    for promise in promises:
        calendar = calendar_named(promise.calendar, *(tables[key] for key in TABLES)) if promise.calendar else None
        end = min(promise.answered_at or promise.ended_at or now, max(promise.due_at, promise.started_at))
        theirs = held.get(promise.case_id, []) if promise.case_id else []
        used = policy.time_used(promise.started_at, end, calendar, [*spells[promise.id], *theirs])
        found[promise.id] = [one for one in used if one.whose != policy.NOBODY]
    return found


def handover_now(case_id: UUID) -> Handover | None:
    """Who has a case, if somebody else does."""
    return Handover.objects.filter(case_id=case_id, until_at=None).first()


def next_handover_due_at() -> datetime | None:
    """When the next handover is to be given back, read from the head of an index."""
    waiting = Handover.objects.filter(until_at=None, overdue_at=None, due_at__isnull=False)
    return waiting.order_by("due_at", "id").values_list("due_at", flat=True).first()


def reviews_seen_by(actor: Actor) -> QuerySet[Review]:
    """The reviews of promises that are kept too seldom, open ones first, of who may see promises."""
    reviews = Review.objects.order_by("decided_at", "-made_at")
    return reviews if actor.kind == "system" or actor.may("promise.read") else reviews.none()


def tries_seen_by(actor: Actor) -> QuerySet[Trying]:
    """What changed rules were tried on, newest first, of the actor's own units and of who may change policies."""
    tries = Trying.objects.order_by("-made_at", "-id")
    if actor.kind == "system":
        return tries
    return tries.filter(by_id=actor.id) if actor.may("policy.change") else tries.none()
