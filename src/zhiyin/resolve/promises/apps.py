from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Room


class PromisesRoom(Room):
    default = True
    name = "zhiyin.resolve.promises"
    permissions: ClassVar = {
        "promise.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "promise.void": (LEAD, EXPERIENCE),
    }
    pages: ClassVar = (Page("promises:board", _("Promises"), "clock", "promise.read", 220, "resolve"),)
