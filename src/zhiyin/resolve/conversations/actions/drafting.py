"""Keep what someone has begun to write."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.conversations.models import Draft


@transaction.atomic
def save_draft(
    case_id: UUID,
    face: str,
    text: str,
    *,
    seen_message_id: UUID | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Draft | None:
    """Keep a person's draft; an empty text throws it away. Tells nobody: a draft is nobody's story yet."""
    by.require("case.read")
    if by.kind != "person" or by.id is None:
        raise ValidationError(_("Only people keep drafts."))
    mine = Draft.objects.filter(case_id=case_id, person_id=by.id, face=face)
    if not text.strip():
        mine.delete()
        return None
    kept, _made = Draft.objects.update_or_create(
        case_id=case_id,
        person_id=by.id,
        face=face,
        defaults={"text": text, "seen_message_id": seen_message_id, "changed_at": at or timezone.now()},
    )
    return kept
