from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class ProposalsRoom(Room):
    default = True
    name = "zhiyin.improve.proposals"
    permissions: ClassVar = {
        "proposal.read": Permission(_("See proposals"), (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "proposal.draft": Permission(_("Draft proposals"), (LEAD, EXPERIENCE)),
        "proposal.review": Permission(_("Review proposals"), (LEAD, EXPERIENCE, EXECUTIVE)),
        "proposal.decide": Permission(_("Decide on proposals"), (EXPERIENCE,)),
    }
    pages: ClassVar = (Page("proposals", _("Proposals"), "light-bulb", "proposal.read", 610, "improve"),)
