"""What follow-up offers to pages: call back and follow-up beside the case, links from the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from zhiyin.face.links import link, links
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.followup.models import Attempt, Plan
from zhiyin.recover.followup.reads import call_backs_of, follow_ups_of
from zhiyin.recover.followup.showing import follow_ups_shown, shown_all


@link("followup.CallBack")
def call_back_address(id: UUID) -> str | None:
    return f"/call-backs/{id}"


@link("followup.FollowUp")
def follow_up_address(id: UUID) -> str | None:
    return f"/follow-ups/{id}"


@link("followup.ReviewReply")
def review_reply_address(id: UUID) -> str | None:
    return "/review-replies"


@link("followup.Rebound")
def rebound_address(id: UUID) -> str | None:
    return f"/rebounds?one={id}"


@links("followup.Plan")
def plan_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Plan.objects.filter(id__in=ids).values_list("id", "rebound")
    return {id: f"/rebounds?one={rebound}" for id, rebound in rows}


@links("followup.Attempt")
def attempt_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Attempt.objects.filter(id__in=ids).values_list("id", "call_back")
    return {id: f"/call-backs/{call_back}" for id, call_back in rows}


@panel("case.context", order=25, permission="callback.read")
def call_backs_of_the_case(actor: Actor, case: Any) -> Panel | None:
    """Who is to be called back about this case, by when, and what came of it."""
    found = list(call_backs_of(case.id).select_related("customer", "made_by"))
    if not found:
        return None
    return Panel("followup/panel.html", {"rows": shown_all(found), "may_make": actor.may("callback.make")})


@panel("case.context", order=26, permission="callback.read")
def follow_up_of_the_case(actor: Actor, case: Any) -> Panel | None:
    """Until when somebody asks whether it is solved, and what came of it."""
    found = list(follow_ups_of(case.id)[:3])
    if not found:
        return None
    rows = follow_ups_shown(found, timezone.now())
    return Panel("followup/follow_up_panel.html", {"rows": rows, "may_make": actor.may("callback.make")})
