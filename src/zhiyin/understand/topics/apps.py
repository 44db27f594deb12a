from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class TopicsRoom(Room):
    default = True
    name = "zhiyin.understand.topics"
    permissions: ClassVar = {
        "topic.read": Permission(_("See topics"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "topic.edit": Permission(_("Edit topics"), (EXPERIENCE,)),
        "label.correct": Permission(_("Correct topics and moods"), (AGENT, LEAD, EXPERIENCE)),
    }
    pages = (Page("topics", _("Topics"), "tag", "topic.read", 440, "understand"),)
