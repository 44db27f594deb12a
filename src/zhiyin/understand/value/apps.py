from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class ValueRoom(Room):
    default = True
    name = "zhiyin.understand.value"
    permissions: ClassVar = {
        "value.read": Permission(_("See value and risk"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR))
    }
