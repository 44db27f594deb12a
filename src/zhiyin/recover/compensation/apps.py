from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class CompensationRoom(Room):
    default = True
    name = "zhiyin.recover.compensation"
    permissions: ClassVar = {
        "award.read": Permission(_("See compensation"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "award.give": Permission(_("Give compensation"), (AGENT, LEAD, EXPERIENCE)),
        "award.reverse": Permission(_("Take back compensation"), (EXPERIENCE,)),
        "compensation.approve": Permission(_("Approve compensation"), (LEAD, EXPERIENCE, EXECUTIVE)),
        "budget.set": Permission(_("Set budgets of compensation"), (EXPERIENCE, EXECUTIVE)),
        "budget.exceed": Permission(_("Grant beyond the budget of a unit"), (EXPERIENCE, EXECUTIVE)),
        "abuse.read": Permission(_("See signals of abuse"), (EXPERIENCE, EXECUTIVE, AUDITOR)),
        "abuse.judge": Permission(_("Judge signals of abuse"), (EXPERIENCE, EXECUTIVE)),
        "deputy.name": Permission(_("Name deputies for others"), (EXPERIENCE, EXECUTIVE)),
    }
    pages: ClassVar = (
        Page("compensation:awards", _("Compensation"), "gift", "award.read", 310, "recover"),
        Page("compensation:approvals", _("Approvals"), "hand-raised", "compensation.approve", 320, "recover"),
        Page("compensation:signals", _("Signals of abuse"), "magnifying-glass", "abuse.read", 325, "recover"),
    )
