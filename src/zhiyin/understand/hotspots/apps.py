from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class HotspotsRoom(Room):
    default = True
    name = "zhiyin.understand.hotspots"
    permissions: ClassVar = {
        "hotspot.read": Permission(_("See hotspots"), (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "hotspot.decide": Permission(_("Decide on hotspots"), (EXPERIENCE,)),
    }
    pages = (Page("hotspots", _("Hotspots"), "fire", "hotspot.read", 420, "understand"),)
