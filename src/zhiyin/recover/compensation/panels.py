"""What compensation offers to pages: what a case and a customer were given, links from the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from zhiyin.face.links import link, links
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.compensation.forms import GiveForm
from zhiyin.recover.compensation.models import Apology, Approval
from zhiyin.recover.compensation.reads import awards_of, awards_seen_by, canned_wordings
from zhiyin.recover.compensation.showing import shown_all

SHOWN_IN_PANEL = 5


@link("compensation.Award")
def award_address(id: UUID) -> str | None:
    return f"/compensation/{id}"


@links("compensation.Approval")
def approval_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {
        id: f"/compensation/{award}" for id, award in Approval.objects.filter(id__in=ids).values_list("id", "award")
    }


@links("compensation.Apology")
def apology_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {id: f"/compensation/{award}" for id, award in Apology.objects.filter(id__in=ids).values_list("id", "award")}


@panel("case.context", order=30, permission="award.read")
def what_the_case_was_given(actor: Actor, case: Any) -> Panel | None:
    """What the customer got for what we broke in this case, and a way to give something."""
    awards = shown_all(awards_of(case.id))
    may_give = actor.may("award.give")
    if not awards and not may_give:
        return None
    context = {
        "awards": awards,
        "case": case,
        "may_give": may_give,
        "form": GiveForm(auto_id="give_%s", ask_at=f"/cases/{case.number}/proposal") if may_give else None,
        "canned": bool(canned_wordings([case.customer_id])) if awards else False,
    }
    return Panel("compensation/case_panel.html", context)


@panel("customer.context", order=30, permission="award.read")
def what_the_customer_was_given(actor: Actor, customer: Any) -> Panel | None:
    """What this customer was given by the units that the actor may see, newest first."""
    given = awards_seen_by(actor).filter(customer__in=whole_ids(customer)).order_by("-made_at", "-id")
    awards = shown_all(given[: SHOWN_IN_PANEL + 1])
    if not awards:
        return None
    context = {"awards": awards[:SHOWN_IN_PANEL], "more": len(awards) > SHOWN_IN_PANEL, "customer": customer}
    return Panel("compensation/customer_panel.html", context)
