"""Public days are looked up again; what is new becomes a version that comes into force, and all open promises follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel import outbound
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.working_time.ical import FeedUnreadable, days_of_feed
from zhiyin.lib.working_time.public_days import Names, PublicDays, UnknownPlace, origin_of, public_days
from zhiyin.resolve.promises.calendars import days_in
from zhiyin.resolve.promises.events import FeedAdded, FeedRemoved, PublicDaysPublished
from zhiyin.resolve.promises.models import Almanac, Feed
from zhiyin.resolve.promises.reads import sources_in_use

#: an address may answer with so much; the feed of a country's days has a tenth of it
LARGEST_FEED = 2**20


def look_up(source: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Almanac | None:
    """Look up the public days of a place, or fetch a feed; returns the new version, None if nothing is new.

    From last year to the second next. A feed that cannot be fetched or read keeps what it gave last, and says why.
    """
    at = at or timezone.now()
    first, last = at.year - 1, at.year + 2
    if source.startswith("feed:"):
        feed = Feed.objects.filter(key=source.removeprefix("feed:")).first()
        return None if feed is None else _fetch(feed, first, last, by=by, because=because, at=at)
    try:
        found = public_days(source, range(first, last + 1))
    except UnknownPlace:
        return None  # a package that was put back to an older version knows it no more
    return publish_days(source, found, origin_of(source), first, by=by, because=because, at=at)


@transaction.atomic
def publish_days(
    source: str,
    found: PublicDays,
    origin: str,
    first_year: int,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Almanac | None:
    """Keep the public days of a source from `first_year` on, put them in force, and tell; None if they are known already.

    What was known of years before stays.
    """
    at = at or timezone.now()
    newest = Almanac.objects.select_for_update().filter(source=source).order_by("-number").first()
    known = days_in(newest) if newest else PublicDays()
    made = Almanac(
        source=source,
        number=newest.number + 1 if newest else 1,
        off=_as_json(known.off, found.off, first_year),
        work=_as_json(known.work, found.work, first_year),
        settled_through=found.settled_through,
        origin=origin[:300],
        made_at=at,
    )
    if newest and (made.off, made.work, made.settled_through) == (newest.off, newest.work, newest.settled_through):
        return None
    made.save(force_insert=True)
    entry = announce(PublicDaysPublished(made.id, source, made.number), by=by, because=because, at=at)
    rows: list[Mapping[str, Any]] = [
        row for row in rows_in_force("public_days") if row["when"].get("source") not in (source, [source])
    ]
    rows.insert(0, {"when": {"source": [source]}, "then": {"version": made.number}})
    note = _("New public days of %(source)s: version %(number)s") % {"source": source, "number": made.number}
    put_in_force("public_days", rows, note, by=by, because=entry, at=at)
    return made


@transaction.atomic
def add_feed(name: str, key: str, url: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Feed:
    """Know an iCal address from now on, and fetch it. Calendars name it "feed:<key>".

    Raises `ValidationError` for an address that we may not fetch, or a key that is taken.
    """
    by.require("policy.change")
    try:
        outbound.target_of(url)
    except outbound.Refused as refused:
        raise ValidationError({"url": str(refused)}) from refused
    if Feed.objects.filter(key=key).exists():
        raise ValidationError({"key": _("This key is taken.")})
    feed = Feed.objects.create(name=name, key=key, url=url, made_at=at or timezone.now())
    announce(FeedAdded(feed.id, key), by=by, because=because, at=at)
    defer("promises.look_up", once=f"look up {feed.source}", source=feed.source)
    return feed


@transaction.atomic
def remove_feed(feed_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """Forget an address. `ValidationError` while a calendar in force names it. Its versions stay, as history."""
    by.require("policy.change")
    feed = Feed.objects.select_for_update().get(id=feed_id)
    if feed.source in sources_in_use():
        raise ValidationError(_("A calendar uses this feed. Take it out there first."))
    announce(FeedRemoved(feed.id, feed.key), by=by, because=because, at=at)
    feed.delete()


def _fetch(feed: Feed, first: int, last: int, *, by: Actor, because: Entry | None, at: datetime) -> Almanac | None:
    """Fetch outside any transaction: the other side may be slow."""
    fault = ""
    try:
        answer = outbound.send("GET", feed.url, headers={"Accept": "text/calendar"}, longest_answer=LARGEST_FEED)
        if answer.status != 200 or answer.cut:
            words = _("too large") if answer.cut else str(answer.status)
            raise FeedUnreadable(_("The address answered: %(words)s.") % {"words": words})
        found = days_of_feed(answer.body, first, last)
        if not found.off and not found.work:
            raise FeedUnreadable(_("It tells of no day of these years."))
    except (outbound.NotSent, FeedUnreadable) as error:
        fault = str(error)[:300]
    with transaction.atomic():
        changed = {"fault": fault, "checked_at": at} | ({} if fault else {"good_at": at})
        if not Feed.objects.filter(id=feed.id).update(**changed) or fault:
            return None
        return publish_days(feed.source, found, feed.url, first, by=by, because=because, at=at)


def _as_json(known: Mapping[date, Names], found: Mapping[date, Names], first_year: int) -> dict[str, Names]:
    days = {day: names for day, names in known.items() if day.year < first_year} | dict(found)
    return {day.isoformat(): dict(days[day]) for day in sorted(days)}
