from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class FollowupRoom(Room):
    default = True
    name = "zhiyin.recover.followup"
    permissions: ClassVar = {
        "callback.read": Permission(_("See call backs"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "callback.make": Permission(_("Call customers back"), (AGENT, LEAD, EXPERIENCE)),
        "review.write": Permission(_("Draft and post replies to reviews"), (AGENT, LEAD, EXPERIENCE)),
        "review.approve": Permission(_("Approve replies to reviews"), (LEAD, EXPERIENCE)),
    }
    pages: ClassVar = (
        Page("followup:call_backs", _("Call backs"), "phone-arrow-up-right", "callback.read", 330, "recover"),
        Page("followup:follow_ups", _("Follow-ups"), "chat-bubble-left-right", "callback.read", 331, "recover"),
        Page("followup:rebounds", _("Not back yet"), "arrow-trending-up", "callback.read", 333, "recover"),
        Page("followup:reviews", _("Replies to reviews"), "megaphone", "feedback.read", 334, "recover"),
        Page("followup:felt_fairness", _("Felt fairness"), "scale", "survey.read", 335, "recover"),
    )
