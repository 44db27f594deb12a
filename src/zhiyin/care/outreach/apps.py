from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class OutreachRoom(Room):
    default = True
    name = "zhiyin.care.outreach"
    permissions: ClassVar = {
        "outreach.read": Permission(_("See outreach"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "outreach.make": Permission(_("Reach out to customers"), (AGENT, LEAD, EXPERIENCE)),
    }
    pages: ClassVar = (Page("outreach:list", _("Outreach"), "heart", "outreach.read", 510, "care"),)
