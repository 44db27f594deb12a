"""What waits for people when the demo begins, so that no page of the loop stands empty.

It comes in by the doors and actions that anyone uses, and all that follows (apologies, approvals, call backs, outreach)
is the house's own work: nobody here says what should come of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.apps import apps

from zhiyin.demo.cast import actor_named, open_channels, unit_ids_by_key
from zhiyin.demo.company import AGENTS_OF
from zhiyin.demo.population import Guest
from zhiyin.demo.promising import let_promises_run
from zhiyin.demo.texts import content, remarked
from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.customers.reads import traits_of_many
from zhiyin.kernel.people.actor import system, the_customer
from zhiyin.listen.channels.actions import Incoming, receive
from zhiyin.listen.feedback.actions import take_in
from zhiyin.listen.surveys.actions import answer
from zhiyin.listen.surveys.reads import invitations_seen_by
from zhiyin.recover.compensation.actions import give, name_deputy, set_budget
from zhiyin.recover.compensation.reads import totals_between
from zhiyin.resolve.cases.actions import set_priority
from zhiyin.resolve.cases.reads import case_of_message
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.reads import breaches_between

HOUSE = system("demo")
#: how many valued customers, whom the company let down, answer badly
DISAPPOINTED = 4
#: a broken promise counts for an outreach for so long; invitations are looked for as far back
LET_DOWN_DAYS = 14

#: what valued customers wrote some hours ago, and who judged it urgent: (unit, language, who, title, text)
URGENT = (
    (
        "shanghai",
        "zh-hans",
        "chen",
        "房间漏水，行李全湿了",
        "您好，我住的 1806 房天花板漏水，行李和电脑都湿了。打了三次前台电话没有人来，请马上处理。",
    ),
    (
        "shop",
        "en",
        "emma",
        "The kettle burnt my daughter's hand",
        "Hello, the lid of your kettle came off and my daughter burnt her hand. Please call me today.",
    ),
)
#: what an agent wants to give by her own judgement, above what she may: (amount in minor units, why)
GOODWILL = (
    260_00,
    "A family missed their wedding day gift because of us twice; a voucher for the whole order is fair.",
)


#: so many customers claim together, known by one number
RING, RING_PHONE = 5, "+8613900009527"


def let_things_wait(guests: list[Guest], now: datetime, rng: Random) -> None:
    """Urgent mails whose promise runs out, a gift above an agent's authority, budgets and a deputy, claims that belong
    together, bad answers, and things said unasked.
    """
    valued = _valued(guests)
    _write_urgently(valued, now)
    _want_to_give(now)
    _set_bounds(now)
    _claim_together(now)
    let_promises_run(now)
    _answer_badly({guest.id: guest for guest in guests}, now, rng)
    _say_unasked(guests, now, rng)


def _valued(guests: list[Guest]) -> list[Guest]:
    bands = traits_of_many([guest.id for guest in guests], "value")
    return [guest for guest in guests if bands.get(guest.id, {}).get("band") == "high"]


def _write_urgently(valued: list[Guest], now: datetime) -> None:
    channels = apps.get_model("channels.Channel").objects.in_bulk(list(open_channels(by=HOUSE).values()))
    keys = {one.key: one for one in channels.values()}
    for unit, language, agent, title, text in URGENT:
        guest = next(one for one in valued if unit in one.units and one.language == language)
        mail = Incoming(
            external_id=f"<urgent-{unit}@mail.example>",
            identity_kind="email",
            identity=guest.email,
            name=guest.name,
            subject=title,
            text=text,
            author_address=guest.email,
        )
        written_at = now - timedelta(minutes=55)
        message = receive(keys[f"{unit}-email"], mail, by=HOUSE, because=None, at=written_at)
        case = case_of_message(message.id)
        assert case is not None
        reason = "Somebody may be hurt." if language == "en" else "财物受损，客人还在房间里等。"
        judged_at = written_at + timedelta(minutes=2)
        set_priority(case.id, 1, 1, reason, by=actor_named(agent), because=None, at=judged_at)
    breach_overdue(now, by=system("promises"))


def _want_to_give(now: datetime) -> None:
    emma = actor_named("emma")
    cases = apps.get_model("cases.Case").objects.filter(assignee_id=emma.id, language="en", resolved_at=None)
    case = cases.order_by("-opened_at").first()
    if case is not None:
        give(case.id, "voucher", GOODWILL[0], "CNY", GOODWILL[1], by=emma, because=None, at=now - timedelta(minutes=25))


def _set_bounds(now: datetime) -> None:
    """A budget for each unit with agents, with room for the month; the experience manager is away, the lead decides."""
    wang, li, units = actor_named("wang"), actor_named("li"), unit_ids_by_key()
    for key in AGENTS_OF:
        used = sum(amount for _currency, _n, amount in totals_between(now - timedelta(days=14), now, actor_named("li")))
        bound = max(10_000_00, used * 3 // len(AGENTS_OF) // 1_000_00 * 1_000_00)
        set_budget(units[key], "CNY", "month", bound, "按去年同期的实际支出", by=wang, at=now - timedelta(days=40))
    assert wang.id is not None
    assert li.id is not None
    name_deputy(wang.id, li.id, now, now + timedelta(days=5), by=wang, at=now)


def _claim_together(now: datetime) -> None:
    """Five customers of the shop share a phone number, and were each given something within days."""
    zhou = actor_named("zhou")
    cases = apps.get_model("cases.Case").objects.filter(assignee_id=zhou.id, opened_at__lt=now - timedelta(days=1))
    ring: dict[UUID, UUID] = {}
    for case_id, customer_id in cases.order_by("-opened_at").values_list("id", "customer_id")[: RING * 4]:
        if len(ring) < RING:
            ring.setdefault(customer_id, case_id)
    Identity.objects.bulk_create(Identity(customer_id=id, kind=Identity.Kind.PHONE, value=RING_PHONE) for id in ring)
    for hours, case_id in enumerate(ring.values(), start=2):
        at = now - timedelta(hours=hours)
        give(case_id, "voucher", 88_00, "CNY", "收到的茶礼盒有破损", "wrong", by=zhou, because=None, at=at)


def _answer_badly(guests: dict[UUID, Guest], now: datetime, rng: Random) -> None:
    since = now - timedelta(days=LET_DOWN_DAYS)
    let_down = set(breaches_between(since, now).values_list("promise__customer_id", flat=True))
    bands = traits_of_many(let_down, "value")
    high = [id for id in let_down if bands.get(id, {}).get("band") == "high"]
    asked = invitations_seen_by(HOUSE).filter(
        customer__in=high,
        answered_at=None,
        delivered_at__isnull=False,
        invited_at__range=(since, now - timedelta(hours=2)),
    )
    for minutes, invitation in enumerate(asked.order_by("-invited_at")[:DISAPPOINTED], start=1):
        by = the_customer(invitation.customer_id, guests[invitation.customer_id].name)
        at = now - timedelta(minutes=17 * minutes)
        answer(invitation, "satisfaction", rng.choice(("s1", "s2")), by=by, at=at)
        answer(invitation, "recommendation", "n2", by=by, at=at)
        words = remarked("en" if invitation.language == "en" else "zh", happy=False, rng=rng)
        answer(invitation, "words", words, by=by, at=at)


def _say_unasked(guests: list[Guest], now: datetime, rng: Random) -> None:
    units = unit_ids_by_key()
    for number, said in enumerate(content("feedback")):
        english = said["text"].isascii()
        speakers = [one for one in guests if said["unit"] in one.units and (one.language == "en") == english]
        take_in(
            said["text"],
            source=said["source"],
            external_id=f"seeded-{number}",
            customer_id=rng.choice(speakers).id if rng.random() < 0.7 else None,
            unit_id=units[said["unit"]],
            product=said["product"],
            rating=said["rating"],
            by=HOUSE,
            at=now - timedelta(hours=said["hours"]),
        )
