from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE
from zhiyin.kernel.rooms import Page, Permission, Room


class AuditsRoom(Room):
    default = True
    name = "zhiyin.assure.audits"
    permissions: ClassVar = {
        "assurance.read": Permission(_("See assurance"), (EXPERIENCE, EXECUTIVE, AUDITOR)),
        "ledger.check": Permission(_("Check the ledger"), (EXPERIENCE, AUDITOR)),
    }
    pages: ClassVar = (Page("assurance", _("Assurance"), "shield-check", "assurance.read", 710, "assure"),)
