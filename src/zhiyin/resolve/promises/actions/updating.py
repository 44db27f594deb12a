"""Somebody answered a customer: the first reply and the next update are kept, and the wait for the next begins."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.reads import messages
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.binding import ASKED, situations
from zhiyin.resolve.promises.actions.keeping import done, keep_first_reply
from zhiyin.resolve.promises.actions.making import promised, tell_made
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.models import Pause, Promise


@transaction.atomic
def note_reply(
    case_id: UUID, message_id: UUID, person_id: UUID, *, by: Actor, because: Entry | None, at: datetime
) -> None:
    """A person wrote to the customer: an answer keeps the first reply and the update that was promised, and the wait for
    the next begins. A greeting, or word that the message came in, keeps nothing."""
    said = messages([message_id]).get(message_id)
    if said is not None and not policy.is_substantive(said.text, automatic=said.automatic) and not _brings_files(said):
        return
    keep_first_reply(case_id, person_id, by=by, because=because, at=at)
    owed = Promise.objects.select_for_update().filter(
        case_id=case_id, name=policy.NEXT_UPDATE, answered_at=None, state__in=(*policy.OWED_STATES, policy.PAUSED)
    )
    for promise in owed:
        Pause.objects.filter(promise=promise, until_at=None).update(until_at=at)
        done(promise, person_id, by=by, because=because, at=at)
    promise_next_update(case_id, by=by, because=because, at=at)


def _brings_files(said: Any) -> bool:
    return not said.automatic and said.attachments.exists()


@transaction.atomic
def promise_next_update(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime) -> Promise | None:
    """Promise the customer of an open case the next word from us, as the policies in force say, from `at` on.

    None where nothing is promised, one runs already, or a first reply is still owed: that is the next word then.
    """
    if not the_case(case_id).is_open:
        return None
    running = Promise.objects.filter(case_id=case_id, name__in=(policy.NEXT_UPDATE, policy.FIRST_REPLY))
    if running.filter(answered_at=None, state__in=(*policy.OWED_STATES, policy.PAUSED)).exists():
        return None
    promise = promised(policy.NEXT_UPDATE, situations([case_id])[case_id], all_in_force(*ASKED), at)
    if promise is None:
        return None
    insert(promise)
    tell_made([promise], by=by, because=because)
    pin_nearest(case_id, by=by, because=because)
    return promise
