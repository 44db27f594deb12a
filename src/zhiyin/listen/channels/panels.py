"""What channels offer to pages: how messages are linked, and the newest ones of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import excerpts, link, links
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.reads import messages_seen_by

NEWEST = 10
#: how much of a message a timeline quotes
QUOTED_CHARACTERS = 80


@link("channels.Message")
def message_address(id: UUID) -> str | None:
    return f"/messages/{id}"


@excerpts("channels.Message")
def beginnings(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """How each message begins: its subject, or its first words on one line."""
    rows = (
        messages_seen_by(actor)
        .filter(id__in=ids)
        .values_list("id", "subject", Left("text", QUOTED_CHARACTERS * 2, output_field=TextField()))
    )
    said = {id: subject.strip() or " ".join(text.split()) for id, subject, text in rows}
    return {
        id: words if len(words) <= QUOTED_CHARACTERS else words[:QUOTED_CHARACTERS].rstrip() + "…"
        for id, words in said.items()
        if words
    }


@links("channels.Channel")
def channel_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {id: f"/channels/{key}" for id, key in Channel.objects.filter(id__in=ids).values_list("id", "key")}


@link("channels.Arrival")
def arrival_address(id: UUID) -> str | None:
    return f"/channels/failures/{id}"


@panel("customer.main", order=10, permission="message.read")
def newest_messages(actor: Actor, customer: Customer) -> Panel | None:
    """The newest messages of the whole customer, both directions."""
    found = list(messages_seen_by(actor).filter(customer__in=whole_ids(customer)).order_by("-at", "-id")[:NEWEST])
    return Panel("channels/customer_messages.html", {"newest": found}, title=_("Recent messages")) if found else None
