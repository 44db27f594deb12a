"""What follow-up announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CallBackAsked(Event):
    """A customer answered badly: somebody is to call back, hear them out, and tell them what becomes of it."""

    call_back_id: UUID
    case_id: UUID | None

    subject: ClassVar = "followup.CallBack"
    sentence: ClassVar = _("A call back was asked for")
    icon: ClassVar = "phone-arrow-up-right"


@dataclass(frozen=True, slots=True)
class CallBackTried(Event):
    """Somebody tried to call a customer back and did not reach them."""

    attempt_id: UUID
    call_back_id: UUID
    case_id: UUID | None

    subject: ClassVar = "followup.Attempt"
    sentence: ClassVar = _("A call back did not reach the customer")
    icon: ClassVar = "phone-x-mark"


@dataclass(frozen=True, slots=True)
class CallBackMade(Event):
    """A customer was called back and told: the loop is closed."""

    call_back_id: UUID
    case_id: UUID | None

    subject: ClassVar = "followup.CallBack"
    sentence: ClassVar = _("The customer was called back")
    icon: ClassVar = "phone"


@dataclass(frozen=True, slots=True)
class FollowUpPlanned(Event):
    """A resolved case is to be followed up by `due_at`: is it solved for the customer?"""

    follow_up_id: UUID
    case_id: UUID
    due_at: datetime

    subject: ClassVar = "followup.FollowUp"
    sentence: ClassVar = _("A follow-up was planned")
    icon: ClassVar = "calendar-days"


@dataclass(frozen=True, slots=True)
class FollowUpMissed(Event):
    """Nobody asked in time whether a resolved case is solved for the customer."""

    follow_up_id: UUID
    case_id: UUID

    subject: ClassVar = "followup.FollowUp"
    sentence: ClassVar = _("A follow-up was not made in time")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class FollowedUp(Event):
    """A resolved case was followed up; `outcome` is solved, not_solved, unreached or void."""

    follow_up_id: UUID
    case_id: UUID
    outcome: str

    subject: ClassVar = "followup.FollowUp"
    sentence: ClassVar = _("A resolved case was followed up")
    icon: ClassVar = "chat-bubble-left-right"


@dataclass(frozen=True, slots=True)
class CustomerBack(Event):
    """A customer for whom something had gone wrong is as satisfied again as before."""

    rebound_id: UUID

    subject: ClassVar = "followup.Rebound"
    sentence: ClassVar = _("The customer is as satisfied again as before")
    icon: ClassVar = "arrow-trending-up"


@dataclass(frozen=True, slots=True)
class ReboundPlanned(Event):
    """Somebody planned anew how to win a customer back."""

    plan_id: UUID
    rebound_id: UUID

    subject: ClassVar = "followup.Plan"
    sentence: ClassVar = _("It was planned anew how to win the customer back")
    icon: ClassVar = "light-bulb"


@dataclass(frozen=True, slots=True)
class ReviewReplyAsked(Event):
    """A bad public review is to be answered by `due_at`."""

    review_reply_id: UUID
    feedback_id: UUID
    due_at: datetime

    subject: ClassVar = "followup.ReviewReply"
    sentence: ClassVar = _("A review is to be answered")
    icon: ClassVar = "megaphone"


@dataclass(frozen=True, slots=True)
class ReviewUnanswered(Event):
    """A bad public review was not answered in time."""

    review_reply_id: UUID
    feedback_id: UUID

    subject: ClassVar = "followup.ReviewReply"
    sentence: ClassVar = _("A review was not answered in time")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class ReviewReplyApproved(Event):
    """The reply to a review may be posted."""

    review_reply_id: UUID
    feedback_id: UUID

    subject: ClassVar = "followup.ReviewReply"
    sentence: ClassVar = _("A reply to a review was approved")
    icon: ClassVar = "check"


@dataclass(frozen=True, slots=True)
class ReviewReplyPosted(Event):
    """A bad public review was answered where it stands."""

    review_reply_id: UUID
    feedback_id: UUID

    subject: ClassVar = "followup.ReviewReply"
    sentence: ClassVar = _("A review was answered")
    icon: ClassVar = "chat-bubble-left"
