from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class PhoneRoom(Room):
    default = True
    name = "zhiyin.listen.phone"
    permissions: ClassVar = {
        "call.read": Permission(_("See calls"), (AGENT, LEAD, EXPERIENCE, AUDITOR)),
        "call.write": Permission(_("Note calls and tick their script"), (AGENT, LEAD)),
    }
    pages: ClassVar = (Page("phone:calls", _("Calls"), "phone", "call.read", 115, "listen"),)
