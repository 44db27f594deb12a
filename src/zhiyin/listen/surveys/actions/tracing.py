"""What becomes of an invitation on its way, and of links that cannot be opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.customers.actions import note_consent
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.surveys.actions.inviting import CONSENT
from zhiyin.listen.surveys.models import Invitation


def note_way(
    message_ids: Sequence[UUID], *, delivered: bool, by: Actor, because: Entry | None, at: datetime | None = None
) -> None:
    """Note that the messages of invitations were handed over, or failed for good. Other messages change nothing."""
    field = "delivered_at" if delivered else "failed_at"
    Invitation.objects.filter(message_id__in=message_ids, **{f"{field}__isnull": True}).update(
        **{field: at or timezone.now()}
    )


def note_opened(invitation: Invitation, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> None:
    """Note that the customer opened the link, the first time."""
    if invitation.opened_at is None:
        invitation.opened_at = at or timezone.now()
        Invitation.objects.filter(id=invitation.id, opened_at=None).update(opened_at=invitation.opened_at)


def note_refused_link(
    reason: str,
    invitation: Invitation | None = None,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> None:
    """Count a link that could not be opened: one row a day and reason, so that a flood of forgeries fills no table."""
    at = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO surveys_refusedlink (id, reason, invitation_id, "on", times, last_at)
            VALUES (%s, %s, %s, %s, 1, %s)
            ON CONFLICT ON CONSTRAINT refused_link_counted_a_day
            DO UPDATE SET times = surveys_refusedlink.times + 1, last_at = excluded.last_at
            """,
            [new_id(), reason, invitation.id if invitation else None, timezone.localdate(at), at],
        )


@transaction.atomic
def stop_asking(invitation: Invitation, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> None:
    """The customer does not want to be asked any more."""
    note_consent(
        invitation.customer_id,
        CONSENT,
        False,
        f"link of {invitation.form_key}",
        at=at or timezone.now(),
        by=by,
        because=because or last_entry_of(invitation.id, "SurveyInvited"),
    )
