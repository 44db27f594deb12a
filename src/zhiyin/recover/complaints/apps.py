from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class ComplaintsRoom(Room):
    default = True
    name = "zhiyin.recover.complaints"
    permissions: ClassVar = {
        "complaint.read": Permission(_("See complaints"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "complaint.handle": Permission(_("Handle complaints"), (AGENT, LEAD)),
        "problem.handle": Permission(_("Work on problems and prove prevention"), (LEAD, EXPERIENCE)),
        "safety.answer": Permission(_("Be called to reports of danger"), (LEAD, EXPERIENCE)),
        "safety.words": Permission(_("Change the words of danger"), (LEAD, EXPERIENCE)),
    }
    pages: ClassVar = (
        Page(
            "complaints:complaints", _("Complaints"), "chat-bubble-bottom-center-text", "complaint.read", 300, "recover"
        ),
        Page("complaints:problems", _("Problems"), "puzzle-piece", "complaint.read", 305, "recover"),
    )
