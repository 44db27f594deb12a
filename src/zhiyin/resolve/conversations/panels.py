"""What the desk offers to pages: how cases are linked, whom a case is of, and a customer's cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import links
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.resolve.cases.models import Case, Closure, Reopening
from zhiyin.resolve.cases.reads import cases_of_messages, cases_seen_by
from zhiyin.resolve.conversations.models import Note

CASES_SHOWN = 6


@links("cases.Case")
def case_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {id: f"/cases/{number}" for id, number in Case.objects.filter(id__in=ids).values_list("id", "number")}


@links("cases.Closure")
def closure_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Closure.objects.filter(id__in=ids).values_list("id", "case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("cases.Reopening")
def reopening_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Reopening.objects.filter(id__in=ids).values_list("id", "case__number")
    return {id: f"/cases/{number}" for id, number in rows}


@links("conversations.Note")
def note_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Note.objects.filter(id__in=ids).values_list("id", "case__number")
    return {id: f"/cases/{number}#note-{id}" for id, number in rows}


@links("channels.Message")
def message_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    """A message is read where it was said: in its case, else alone."""
    found = cases_of_messages(ids)
    return {id: f"/cases/{found[id].number}#message-{id}" if id in found else f"/messages/{id}" for id in ids}


@panel("case.context", order=10, permission="case.read")
def whose_case(actor: Actor, case: Any) -> Panel:
    """Who the customer is, how to reach them, and what else we owe them."""
    whole = whole_ids(case.customer)
    identities = Identity.objects.filter(customer__in=whole).order_by("verified_at", "kind", "value")[:6]
    others = cases_seen_by(actor).filter(customer_id__in=whole).exclude(id=case.id).order_by("-opened_at")[:CASES_SHOWN]
    context = {"case": case, "customer": case.customer, "identities": identities, "cases": others}
    return Panel("conversations/panels/customer.html", context)


@panel("call.context", order=10, permission="case.read")
def case_of_the_call(actor: Actor, call: Any) -> Panel | None:
    """The case that a call belongs to, or a button that opens one."""
    found = cases_of_messages([call.message_id]).get(call.message_id) if call.message_id else None
    if found is not None:
        seen = cases_seen_by(actor).filter(id=found.id).exists()
        return Panel("conversations/panels/call.html", {"call": call, "case": found}, title=_("Case")) if seen else None
    may_open = call.customer_id is not None and call.direction == "in" and actor.may("call.write")
    if not (may_open and actor.may("case.write")):
        return None
    return Panel("conversations/panels/call.html", {"call": call, "case": None}, title=_("Case"))


@panel("customer.main", order=5, permission="case.read")
def cases_of_the_customer(actor: Actor, customer: Any) -> Panel | None:
    """The customer's cases, newest first."""
    found = list(
        cases_seen_by(actor)
        .filter(customer_id__in=whole_ids(customer))
        .select_related("assignee")
        .order_by("-opened_at")[:20]
    )
    return Panel("conversations/panels/cases.html", {"cases": found}) if found else None
