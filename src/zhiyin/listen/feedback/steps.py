"""What feedback is to playbooks: something that begins one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.register import About, Found, facts, noun, trigger
from zhiyin.kernel.policies.register import Fact
from zhiyin.listen.feedback.events import FeedbackReceived
from zhiyin.listen.feedback.models import Feedback
from zhiyin.listen.feedback.reads import feedback_seen_by


def feedback_by_id(actor: Actor, text: str) -> Found | None:
    """The feedback whose address or id a person gives."""
    try:
        id = UUID(text.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None
    found = feedback_seen_by(actor).filter(id=id).first()
    return None if found is None else Found(found.id, found.customer_id, found.unit_id)


def what_was_said(abouts: Sequence[About]) -> list[dict[str, Any]]:
    """Rating and source of each."""
    rows = {row.id: row for row in Feedback.objects.filter(id__in=[one["feedback"] for one in abouts])}
    found = (rows.get(one["feedback"]) for one in abouts)
    return [
        {} if row is None else {"rating": row.rating, "source": row.source, "has_text": bool(row.text)} for row in found
    ]


noun("feedback", _("Feedback"), model="feedback.Feedback", find=feedback_by_id)
trigger(
    "feedback_received",
    FeedbackReceived,
    _("Feedback was received"),
    gives=("feedback",),
    about=lambda event: {"feedback": event.feedback_id},
)
facts(
    (
        Fact("rating", _("Rating of 1 to 5"), kind="number"),
        Fact("source", _("Source of the feedback"), kind="text"),
        Fact("has_text", _("Says something in words"), kind="boolean"),
    ),
    needs=("feedback",),
    read=what_was_said,
)
