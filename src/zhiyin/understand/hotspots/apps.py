from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Room


class HotspotsRoom(Room):
    default = True
    name = "zhiyin.understand.hotspots"
    permissions: ClassVar = {
        "hotspot.read": (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "hotspot.decide": (EXPERIENCE,),
    }
    pages = (Page("hotspots", _("Hotspots"), "fire", "hotspot.read", 420, "understand"),)
