from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Room


class TopicsRoom(Room):
    default = True
    name = "zhiyin.understand.topics"
    permissions: ClassVar = {
        "topic.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "topic.edit": (EXPERIENCE,),
        "label.correct": (AGENT, LEAD, EXPERIENCE),
    }
    pages = (Page("topics", _("Topics"), "tag", "topic.read", 440, "understand"),)
