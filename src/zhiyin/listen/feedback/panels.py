"""What feedback offers to pages: how it is linked, and what a customer said."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import excerpts, link
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.feedback.reads import feedback_seen_by

NEWEST = 5


@link("feedback.Feedback")
def feedback_address(id: UUID) -> str | None:
    return f"/feedback/{id}"


@excerpts("feedback.Feedback")
def words_of_feedback(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The beginning of what was said."""
    rows = feedback_seen_by(actor).filter(id__in=ids).values_list("id", "text", "rating")
    return {id: text[:80] or gettext("%(rating)s of 5") % {"rating": rating} for id, text, rating in rows}


@panel("customer.main", order=40, permission="feedback.read")
def said_by_the_customer(actor: Actor, customer: Customer) -> Panel | None:
    """What the whole customer said last."""
    found = list(feedback_seen_by(actor).filter(customer__in=whole_ids(customer))[:NEWEST])
    return Panel("feedback/said.html", {"rows": found}, title=_("Feedback")) if found else None
