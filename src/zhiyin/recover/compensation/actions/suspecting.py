"""The house looks for claims that chance hardly explains; a person judges them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.events import AbuseSuspected, SignalJudged
from zhiyin.recover.compensation.models import Award, Signal
from zhiyin.recover.compensation.suspicion import much, often, rings

#: what customers may share beside their identities, where it is known of them
ATTRIBUTES = ("address", "device", "card", "account")
AWARDS_KEPT = 20


@dataclass(frozen=True, slots=True)
class Claim:
    """One award as evidence: whose (the whole customer), by whom it was given of their own accord, how much, when."""

    award_id: UUID
    customer_id: UUID
    given_by: UUID | None
    unit_id: UUID | None
    amount_minor: int
    currency: str
    at: datetime


@dataclass(slots=True)
class Finding:
    """A signal to be."""

    kind: str
    subject: str
    claims: list[Claim]
    customer_id: UUID | None = None
    person_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def look_for_abuse(*, by: Actor, because: Entry | None = None, at: datetime | None = None) -> list[Signal]:
    """Look at the claims of the last days (policy “Signals of abuse”), and show a person what chance hardly explains.

    Twice finds nothing new: one open signal each, and what was judged comes again only with newer claims.
    """
    at = at or timezone.now()
    rule = all_in_force("abuse")["abuse"].decide({}).outcome
    claims = _claims(at - timedelta(days=rule["window_days"]), at)
    fresh = []
    for one in [*_rings(claims, rule), *_customers(claims, rule), *_givers(claims, rule)]:
        signal = _note(one, rule["window_days"], at)
        if signal is None:
            continue
        fresh.append(signal)
        announce(
            AbuseSuspected(signal.id, signal.kind),
            by=by,
            because=because,
            customer_id=signal.customer_id,
            unit_id=signal.unit_id,
            at=at,
        )
    return fresh


def _claims(since: datetime, until: datetime) -> list[Claim]:
    rows = (
        Award.objects.filter(made_at__gte=since, made_at__lte=until, amount_minor__gt=0)
        .exclude(state=policy.REFUSED)
        .order_by("made_at", "id")
        .values_list(
            "id",
            "customer_id",
            "customer__whole_id",
            "given_by_id",
            "breach_id",
            "unit_id",
            "amount_minor",
            "currency",
            "made_at",
        )
    )
    return [
        Claim(id, whole or customer, None if breach else giver, unit, amount, currency, made_at)
        for id, customer, whole, giver, breach, unit, amount, currency, made_at in rows.iterator(chunk_size=5000)
    ]


def _rings(claims: list[Claim], rule: Mapping[str, Any]) -> Iterator[Finding]:
    by_customer = _grouped(claims, "customer_id")
    heads = dict(
        Customer.objects.filter(whole_id__in=by_customer).values_list("id", "whole_id")
    ) | {id: id for id in by_customer}  # fmt: skip
    shared = [
        (kind, value, heads[id])
        for id, kind, value in Identity.objects.filter(customer__in=heads).values_list("customer_id", "kind", "value")
    ]
    for id, attributes in Customer.objects.filter(id__in=heads).exclude(attributes={}).values_list("id", "attributes"):
        known = attributes if isinstance(attributes, dict) else {}
        shared += [(name, said, heads[id]) for name in ATTRIBUTES if (said := _plain(known.get(name)))]
    for ring in rings(shared, rule["ring_from"]):
        members = sorted(ring.members, key=str)
        yield Finding(
            Signal.Kind.RING,
            hashlib.sha256(" ".join(map(str, members)).encode()).hexdigest()[:32],
            [claim for id in members for claim in by_customer[id]],  # type: ignore[index]
            customer_id=members[0],  # type: ignore[arg-type]
            facts={"links": list(ring.links), "members": len(members)},
        )


def _plain(said: object) -> str:
    """An address as it is compared: no width, case, space or punctuation."""
    text = unicodedata.normalize("NFKC", str(said or "")).lower()
    return "".join(letter for letter in text if letter.isalnum())


def _customers(claims: list[Claim], rule: Mapping[str, Any]) -> Iterator[Finding]:
    by_customer = _grouped(claims, "customer_id")
    frequent = often({id: len(own) for id, own in by_customer.items()}, rule["often_from"], rule["chance"])
    for id, p in frequent.items():
        facts = {"p": p, "peers": len(by_customer) - 1, "peers_rate": _rate(len(claims), by_customer, id)}
        yield Finding(Signal.Kind.CUSTOMER_OFTEN, str(id), by_customer[id], customer_id=id, facts=facts)
    by_hand = [claim for claim in claims if claim.given_by is not None]  # other amounts are the rule's, not asked for
    for currency, amounts in _amounts(by_hand, "customer_id").items():
        for id, times in much(amounts).items():
            own = [claim for claim in by_hand if claim.customer_id == id and claim.currency == currency]
            facts = {"times": round(times, 1), "peers": len(amounts) - 1}
            yield Finding(Signal.Kind.CUSTOMER_MUCH, f"{id}:{currency}", own, customer_id=id, facts=facts)


def _givers(claims: list[Claim], rule: Mapping[str, Any]) -> Iterator[Finding]:
    gifts = [claim for claim in claims if claim.given_by is not None]
    by_giver = _grouped(gifts, "given_by")
    frequent = often({id: len(own) for id, own in by_giver.items()}, rule["often_from"], rule["chance"])
    for id, p in frequent.items():
        facts = {"p": p, "peers": len(by_giver) - 1, "peers_rate": _rate(len(gifts), by_giver, id)}
        yield Finding(Signal.Kind.GIVER_OFTEN, str(id), by_giver[id], person_id=id, facts=facts)
    for currency, amounts in _amounts(gifts, "given_by").items():
        for id, times in much(amounts).items():
            own = [claim for claim in by_giver[id] if claim.currency == currency]
            facts = {"times": round(times, 1), "peers": len(amounts) - 1}
            yield Finding(Signal.Kind.GIVER_MUCH, f"{id}:{currency}", own, person_id=id, facts=facts)
    for (person, customer), n in Counter((one.given_by, one.customer_id) for one in gifts).items():
        if person is not None and n >= rule["pair_from"]:
            own = [claim for claim in by_giver[person] if claim.customer_id == customer]
            yield Finding(Signal.Kind.PAIR, f"{person}:{customer}", own, customer_id=customer, person_id=person)


def _grouped(claims: Iterable[Claim], by: str) -> dict[UUID, list[Claim]]:
    found: dict[UUID, list[Claim]] = defaultdict(list)
    for one in claims:
        found[getattr(one, by)].append(one)
    return found


def _amounts(claims: Iterable[Claim], by: str) -> dict[str, Counter[UUID]]:
    found: dict[str, Counter[UUID]] = defaultdict(Counter)
    for one in claims:
        found[one.currency][getattr(one, by)] += one.amount_minor
    return found


def _rate(total: int, groups: Mapping[UUID, list[Claim]], without: UUID) -> float:
    return round((total - len(groups[without])) / max(len(groups) - 1, 1), 2)


def _note(found: Finding, window_days: int, at: datetime) -> Signal | None:
    """The new signal; None where it is known, open or judged with all these claims before the judge."""
    key = f"{found.kind}:{found.subject}"
    newest = max(claim.at for claim in found.claims)
    sums: Counter[str] = Counter()
    for claim in found.claims:
        sums[claim.currency] += claim.amount_minor
    units = {claim.unit_id for claim in found.claims}
    facts = found.facts | {
        "claims": len(found.claims),
        "sums": dict(sums),
        "window_days": window_days,
        "customers": sorted({str(claim.customer_id) for claim in found.claims}),
        "awards": [str(claim.award_id) for claim in found.claims[-AWARDS_KEPT:]],
    }
    known = Signal.objects.select_for_update().filter(key=key).order_by("-newest_at", "-id").first()
    if known is not None and known.newest_at >= newest:
        return None
    if known is not None and known.judged_at is None:
        known.facts, known.newest_at = facts, newest
        known.save(update_fields=["facts", "newest_at"])
        return None
    return Signal.objects.create(
        kind=found.kind,
        key=key,
        unit_id=units.pop() if len(units) == 1 else None,
        customer_id=found.customer_id,
        person_id=found.person_id,
        facts=facts,
        found_at=at,
        newest_at=newest,
    )


@transaction.atomic
def judge_signal(
    id: UUID, judgement: str, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Signal:
    """Say what a signal is, and why. Nobody judges their own gifts. Raises `ValidationError`, `PermissionDenied`."""
    by.require("abuse.judge")
    at = at or timezone.now()
    if by.kind != "person":
        raise PermissionDenied(_("Only a person judges this."))
    signal = Signal.objects.select_for_update().get(id=id)
    if signal.person_id == by.id:
        raise PermissionDenied(_("This is about what you gave yourself: somebody else judges it."))
    if signal.judged_at is not None:
        raise ValidationError(_("This has been judged already."))
    if judgement not in Signal.Judgement.values or not reason.strip():
        raise ValidationError({"reason": _("Say what it is, and why.")})
    signal.judgement, signal.reason, signal.judged_at = judgement, reason.strip()[:500], at
    signal.judged_by_id = by.id
    signal.save(update_fields=["judgement", "reason", "judged_at", "judged_by"])
    announce(
        SignalJudged(signal.id, judgement),
        by=by,
        because=because or last_entry_of(signal.id),
        customer_id=signal.customer_id,
        unit_id=signal.unit_id,
        at=at,
    )
    return signal
