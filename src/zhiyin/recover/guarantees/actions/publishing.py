"""A guarantee is put in force, changed from a time on, or ended: always by a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation.authority import authorities
from zhiyin.recover.compensation.policy import strongest
from zhiyin.recover.compensation.register import KINDS
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.events import GuaranteePublished
from zhiyin.recover.guarantees.models import Guarantee, Version
from zhiyin.recover.guarantees.rules import hold_rules


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a version is to say; the fields are those of `Version`."""

    text_zh: str
    text_en: str
    trigger: str
    name: str
    kind: str
    amount_minor: int = 0
    currency: str = "CNY"
    audience: str = policy.PUBLIC
    channels: tuple[str, ...] = ()
    fact: str = ""
    at_least: int = 0
    tells_all: bool = False


@transaction.atomic
def publish(
    key: str,
    wanted: Wanted,
    reason: str,
    *,
    from_at: datetime | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Version:
    """Put a guarantee in force from a time on (now by default), as its first version or the next one.

    What happened before stays with the versions of its time: `from_at` is never in the past, nor before that of the newest
    version. The remedy needs no approval later, so whoever publishes must have the authority for it. Raises
    `ValidationError`.
    """
    by.require("guarantee.publish")
    given = at
    at = at or timezone.now()
    key = slugify(key)[:40]
    faults = _faults(key, wanted, reason)
    if not faults and by.kind != "system" and not _may_give(by, wanted):
        faults["amount"] = _("A remedy of this amount is beyond your authority. Ask somebody whose role reaches.")
    if faults:
        raise ValidationError(faults)
    return _next(key, wanted, True, reason, from_at, given, at, by=by, because=because)


@transaction.atomic
def end(
    key: str,
    reason: str,
    *,
    from_at: datetime | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Version:
    """End a guarantee from a time on. What was promised before is still paid."""
    by.require("guarantee.publish")
    last = Version.objects.filter(guarantee__key=key).order_by("-number").first()
    if last is None or not last.active:
        raise ValidationError(_("This guarantee is not in force."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    same = {name: getattr(last, name) for name in Wanted.__dataclass_fields__}
    wanted = Wanted(**(same | {"channels": tuple(last.channels)}))
    return _next(key, wanted, False, reason, from_at, at, at or timezone.now(), by=by, because=because)


def _next(
    key: str,
    wanted: Wanted,
    active: bool,
    reason: str,
    from_at: datetime | None,
    given: datetime | None,
    at: datetime,
    *,
    by: Actor,
    because: Entry | None,
) -> Version:
    hold_rules()
    now = given or timezone.now()  # once nobody decides any more
    if from_at is not None and from_at < at - timedelta(minutes=1):
        raise ValidationError({"from_at": _("A rule never holds for what happened before it was made.")})
    from_at = max(from_at or now, now)
    guarantee = Guarantee.objects.get_or_create(key=key, defaults={"made_at": at})[0]
    last = Version.objects.filter(guarantee=guarantee).order_by("-number").first()
    if last is not None and last.from_at > from_at:
        raise ValidationError({"from_at": _("Another version begins later than that: begin after it.")})
    version = Version.objects.create(
        guarantee=guarantee,
        number=last.number + 1 if last else 1,
        from_at=from_at,
        active=active,
        reason=reason.strip()[:300],
        by_id=by.id,
        by_name=by.name,
        made_at=at,
        **{name: getattr(wanted, name) for name in Wanted.__dataclass_fields__} | {"channels": list(wanted.channels)},
    )
    announce(GuaranteePublished(version.id, key, version.number, active), by=by, because=because, at=at)
    return version


def _faults(key: str, wanted: Wanted, reason: str) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if not key:
        faults["key"] = _("Give a key of letters, digits and hyphens: it names the guarantee in addresses.")
    for name in ("text_zh", "text_en"):
        if not getattr(wanted, name).strip():
            faults[name] = _("Customers read it in both languages: write it in Chinese and in English.")
    if not wanted.name.strip():
        faults["name"] = _("Say what it answers to.")
    if wanted.trigger == policy.EVIDENCE and wanted.name == policy.RECEIVED:
        faults["name"] = _("This type only tells when goods were received. Take another one.")
    if wanted.kind not in KINDS or (wanted.trigger != policy.RIGHT and wanted.amount_minor <= 0):
        faults["amount"] = _("Give an amount above zero: a guarantee without a remedy is none.")
    if not reason.strip():
        faults["reason"] = _("Say why.")
    return faults


def _may_give(by: Actor, wanted: Wanted) -> bool:
    held = authorities(all_in_force("authority")["authority"], wanted.currency)
    return wanted.amount_minor <= strongest(by.roles, held).limit_minor
