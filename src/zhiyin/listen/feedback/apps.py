from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class FeedbackRoom(Room):
    default = True
    name = "zhiyin.listen.feedback"
    permissions: ClassVar = {
        "feedback.read": Permission(_("Read feedback"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "feedback.write": Permission(_("Note feedback"), (LEAD, EXPERIENCE)),
    }
    pages: ClassVar = (Page("feedback:feedback", _("Feedback"), "megaphone", "feedback.read", 130, "listen"),)
