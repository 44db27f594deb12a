from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Room


class ProposalsRoom(Room):
    default = True
    name = "zhiyin.improve.proposals"
    permissions: ClassVar = {
        "proposal.read": (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "proposal.draft": (LEAD, EXPERIENCE),
        "proposal.review": (LEAD, EXPERIENCE, EXECUTIVE),
        "proposal.decide": (EXPERIENCE,),
    }
    pages: ClassVar = (Page("proposals", _("Proposals"), "light-bulb", "proposal.read", 610, "improve"),)
