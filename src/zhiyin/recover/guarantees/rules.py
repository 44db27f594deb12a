"""The rules of guarantees as the pure functions of `policy` take them, and the lock that keeps them still."""

from __future__ import annotations

from typing import Any

from django.db import connection

from zhiyin.kernel.statements import write
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.models import Version

#: under it versions are made one after the other, and none while a payout is decided: a version that begins "now" can
#: never have been overlooked by what was decided before
LOCK = 0x5A59_0084


def all_rules() -> list[policy.Terms]:
    """Every version of every guarantee, for who decides in this transaction: there are few, and history needs the old."""
    write("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])
    return rules()


def rules() -> list[policy.Terms]:
    """Every version of every guarantee."""
    return [terms(one) for one in Version.objects.select_related("guarantee")]


def hold_rules() -> None:
    """Let nobody decide or make a version until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def terms(version: Version) -> policy.Terms:
    """A version as the rule takes it."""
    return policy.Terms(
        version.guarantee.key,
        version.id,
        version.number,
        version.from_at,
        version.trigger,
        version.name,
        frozenset(version.channels),
        version.fact,
        version.at_least,
        version.kind,
        version.amount_minor,
        version.currency,
        version.active,
    )


def fact_of_breach(breach: Any) -> policy.Fact:
    """A breach as the rule takes it: what was promised when the promise was given holds."""
    promise = breach.promise
    return policy.Fact(
        policy.BREACH,
        promise.name,
        promise.started_at,
        promise.channel_kind,
        internal=promise.audience == policy.INTERNAL,
    )


def fact_of_evidence(evidence: Any) -> policy.Fact:
    """A piece of evidence as the rule takes it."""
    return policy.Fact(policy.EVIDENCE, evidence.type, evidence.happened_at, told=evidence.told)
