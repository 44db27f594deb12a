"""A playbook begins: because of an event, by the calendar, or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.actions.keeping import locked_playbook, version_in_use
from zhiyin.kernel.playbooks.events import PlaybookBegun
from zhiyin.kernel.playbooks.models import Day, Playbook, Run
from zhiyin.kernel.playbooks.policy import failing, nouns_of
from zhiyin.kernel.playbooks.reads import Known
from zhiyin.kernel.playbooks.register import NOUNS, About, read_facts
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


@transaction.atomic
def begin(
    known: Known,
    about: About,
    facts: Mapping[str, Any],
    *,
    once: str,
    customer_id: UUID | None,
    unit_id: UUID | None,
    mode: str = "",
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Run | None:
    """Begin a run unless its guards forbid it; once for `once`. A cap that is used up is noted as a run that was held.

    None when the guards forbid it, when it began before, or when the playbook was switched off meanwhile.
    """
    at = at or timezone.now()
    if failing(known.content.get("guards") or {}, facts):
        return None
    playbook = known.row or locked_playbook(known.key)
    if Run.objects.filter(playbook=playbook, once=once).exists():
        return None
    playbook = locked_playbook(known.key)  # caps are counted one after the other
    mode = mode or playbook.mode
    if mode not in Run.Mode.values or Run.objects.filter(playbook=playbook, once=once).exists():
        return None
    version = version_in_use(playbook, at)
    held_by = _cap_used_up(playbook, version.content.get("caps") or {}, customer_id, at)
    run = Run(
        id=new_id(),
        playbook=playbook,
        version=version,
        mode=mode,
        once=once,
        customer_id=customer_id,
        unit_id=unit_id,
        subject_id=next(iter(about.values()), None),
        about={name: str(id) for name, id in about.items()},
        facts=dict(facts),
        because=because,
        begun_at=because.happened_at if because else at,
        started_at=at,
        held_by=held_by,
        by_name=by.name if by.kind != "system" else "",
    )
    if held_by:
        run.state, run.ended_at = Run.State.HELD, at
    run.save(force_insert=True)
    if held_by:
        return run
    Day.objects.filter(playbook=playbook, on=_day(at), currency="").update(used=F("used") + 1)
    if mode == Run.Mode.LIVE:
        began = announce(
            PlaybookBegun(run.id, playbook.key), by=by, because=because, customer_id=customer_id, unit_id=unit_id, at=at
        )
        Run.objects.filter(id=run.id).update(because=because or began)
        run.because = because or began
    defer("playbooks.go_on", run_id=str(run.id))
    return run


def _day(at: datetime) -> Any:
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def _cap_used_up(playbook: Playbook, caps: Mapping[str, Any], customer_id: UUID | None, at: datetime) -> str:
    """The cap that lets nothing begin now, or "". The playbook is locked."""
    today, _made = Day.objects.get_or_create(playbook=playbook, on=_day(at), currency="")
    if "runs_a_day" in caps and today.used >= caps["runs_a_day"]:
        return "runs_a_day"
    if "runs_a_customer" in caps and customer_id is not None:
        since = at - timedelta(days=caps.get("customer_days", 30))
        runs = Run.objects.filter(playbook=playbook, customer_id=customer_id, started_at__gt=since)
        if runs.exclude(state=Run.State.HELD).count() >= caps["runs_a_customer"]:
            return "runs_a_customer"
    return ""


@transaction.atomic
def begin_by_hand(
    known: Known, noun: str, text: str, mode: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Run:
    """Begin a run about a row that a person names (a number). Guards and caps hold as ever; again the same day: once.

    Live only while the playbook is live. Raises `ValidationError` that says what forbids it.
    """
    by.require("playbook.run")
    at = at or timezone.now()
    if mode == Run.Mode.LIVE and known.mode != Playbook.Mode.LIVE:
        raise ValidationError(_("This playbook is not live. Begin a drill, or have it switched live."))
    if mode not in Run.Mode.values or known.mode == Playbook.Mode.STOPPED:
        raise ValidationError(_("This playbook is stopped."))
    nouns = nouns_of(known.content)
    if (noun,) != nouns:
        labels = ", ".join(str(NOUNS[one].label) for one in nouns)
        raise ValidationError(_("This playbook begins about: %(nouns)s.") % {"nouns": labels})
    found = NOUNS[noun].find(by, text.strip())
    if found is None:
        raise ValidationError(_("Nothing with this number is known to you."))
    about = {noun: found.id}
    facts = read_facts([about])[0]
    if fails := failing(known.content.get("guards") or {}, facts):
        raise ValidationError(_("Its guards forbid it: %(facts)s.") % {"facts": ", ".join(fails)})
    run = begin(
        known,
        about,
        facts,
        once=f"hand:{mode}:{_day(at)}:{found.id}",
        customer_id=found.customer_id,
        unit_id=found.unit_id,
        mode=mode,
        by=by,
        because=because,
        at=at,
    )
    if run is None:
        raise ValidationError(_("It was begun about this today already."))
    return run
