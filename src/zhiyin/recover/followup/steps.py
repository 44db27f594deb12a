"""What follow-up is to playbooks: that a customer was called back. Ships the playbooks of recovery."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.playbooks.register import ship, trigger
from zhiyin.recover.followup.events import CallBackAsked, CallBackMade, ReviewReplyPosted

trigger(
    "call_back_asked",
    CallBackAsked,
    _("A call back was asked for"),
    gives=("case",),
    about=lambda event: {"case": event.case_id},
)
trigger(
    "call_back_made",
    CallBackMade,
    _("The customer was called back"),
    gives=("case",),
    about=lambda event: {"case": event.case_id},
)
trigger(
    "review_reply_posted",
    ReviewReplyPosted,
    _("A review was answered"),
    gives=("feedback",),
    about=lambda event: {"feedback": event.feedback_id},
)
ship(Path(__file__).parent / "playbooks")
