from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class GuaranteesRoom(Room):
    default = True
    name = "zhiyin.recover.guarantees"
    permissions: ClassVar = {
        "guarantee.read": Permission(_("See guarantees"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "guarantee.publish": Permission(_("Put guarantees in force"), (EXPERIENCE, EXECUTIVE)),
        "guarantee.replay": Permission(
            _("Check that guarantees paid as they should"), (EXPERIENCE, EXECUTIVE, AUDITOR)
        ),
        "return.ask": Permission(_("Ask for returns in the name of customers"), (AGENT, LEAD, EXPERIENCE)),
    }
    pages: ClassVar = (
        Page("guarantees:guarantees", _("Guarantees"), "shield-check", "guarantee.read", 315, "recover"),
    )
