from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class RoutingRoom(Room):
    default = True
    name = "zhiyin.resolve.routing"
    permissions: ClassVar = {
        "queue.read": Permission(_("See queues and who has how much"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
    }
