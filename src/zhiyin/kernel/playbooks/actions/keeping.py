"""Keep a new version of a playbook; switch it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.content import digest_of, in_order, shipped
from zhiyin.kernel.playbooks.events import PlaybookChanged, PlaybookSwitched
from zhiyin.kernel.playbooks.models import Playbook, Run, Switching, Version
from zhiyin.kernel.playbooks.policy import faults_of, next_time
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


class SomebodyWasQuicker(ValidationError):
    """Another version was kept meanwhile."""


def locked_playbook(key: str) -> Playbook:
    """The row of a playbook, made when it is the first, locked until the transaction ends."""
    Playbook.objects.bulk_create([Playbook(key=key)], ignore_conflicts=True)
    return Playbook.objects.select_for_update(of=("self",)).select_related("version").get(key=key)


@transaction.atomic
def keep_version(
    content: Mapping[str, Any],
    note: str,
    *,
    base: int | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Version:
    """Keep a new version; it is used by what begins from now on. The same content again keeps what is there.

    `base` is the number that the writer began with. Raises `SomebodyWasQuicker`, and `ValidationError` with every fault.
    """
    by.require("playbook.change")
    at = at or timezone.now()
    if faults := faults_of(content):
        raise ValidationError([f"{'.'.join(str(part) for part in one.place)}: {one.message}" for one in faults])
    if not note.strip():
        raise ValidationError({"note": _("Say why you change this: whoever comes after you will want to know.")})
    kept = in_order(content)
    playbook = locked_playbook(kept["playbook"])
    number = playbook.version.number if playbook.version else 0
    if base is not None and base != number:
        raise SomebodyWasQuicker(_("Somebody kept another version meanwhile. Compare it with yours, then send again."))
    digest = digest_of(kept)
    if playbook.version is not None and playbook.version.digest == digest:
        return playbook.version
    version = Version.objects.create(
        key=playbook.key,
        number=number + 1,
        digest=digest,
        content=kept,
        note=note.strip()[:500],
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
    playbook.version = version
    _set_next(playbook, kept, at)
    playbook.save(update_fields=["version", "next_at"])
    announce(PlaybookChanged(version.id, playbook.key, version.number), by=by, because=because, at=at)
    return version


def version_in_use(playbook: Playbook, at: datetime) -> Version:
    """The version that a run which begins now keeps; of a shipped one a row is made, once a content."""
    if playbook.version is not None:
        return playbook.version
    content = shipped(playbook.key)
    assert content is not None
    kept = in_order(content)
    digest = digest_of(kept)
    known = Version.objects.filter(key=playbook.key, number=0, digest=digest).first()
    if known is None:
        made = Version(key=playbook.key, number=0, digest=digest, content=kept, by_kind="system", at=at)
        Version.objects.bulk_create([made], ignore_conflicts=True)  # another may have made it this moment
        known = Version.objects.get(key=playbook.key, number=0, digest=digest)
    return known


@transaction.atomic
def switch(
    key: str, mode: str, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Playbook:
    """Switch a playbook. `off`: nothing begins, what runs goes on. `stopped`: what runs ends before its next step.

    Live and stopped need a reason. Raises `ValidationError`.
    """
    by.require("playbook.change")
    at = at or timezone.now()
    if mode not in Playbook.Mode.values:
        raise ValidationError(_("Choose a mode."))
    playbook = locked_playbook(key)
    content = playbook.version.content if playbook.version else shipped(key)
    if content is None:
        raise ValidationError(_("There is no such playbook."))
    if playbook.mode == mode:
        return playbook
    if mode in (Playbook.Mode.LIVE, Playbook.Mode.STOPPED) and not reason.strip():
        raise ValidationError({"reason": _("Say why: it will stand in the history.")})
    if mode in (Playbook.Mode.LIVE, Playbook.Mode.DRILL) and faults_of(content):
        raise ValidationError(
            _("Something that this playbook uses is no longer there. Mend it before you switch it on.")
        )
    playbook.mode = mode
    _set_next(playbook, content, at)
    playbook.save(update_fields=["mode", "next_at"])
    ended = 0
    if mode == Playbook.Mode.STOPPED:
        ended = Run.objects.filter(playbook=playbook, state__in=Run.OPEN).update(
            state=Run.State.STOPPED, ended_at=at, wakes_at=None, awaits="", awaits_id=None
        )
    switching = Switching.objects.create(
        playbook=playbook, mode=mode, reason=reason.strip()[:300], ended=ended, by_id=by.id, by_name=by.name, at=at
    )
    announce(PlaybookSwitched(switching.id, key, mode, ended), by=by, because=because, at=at)
    return playbook


def _set_next(playbook: Playbook, content: Mapping[str, Any], at: datetime) -> None:
    """When the calendar begins it next; never while it is not in use."""
    using = playbook.mode in (Playbook.Mode.LIVE, Playbook.Mode.DRILL)
    playbook.next_at = next_time(content["trigger"], at, timezone.get_default_timezone()) if using else None
    if playbook.next_at is not None:
        wake(playbook.next_at)
