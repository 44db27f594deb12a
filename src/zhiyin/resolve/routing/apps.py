from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class RoutingRoom(Room):
    default = True
    name = "zhiyin.resolve.routing"
    permissions: ClassVar = {
        "queue.read": Permission(_("See queues and who has how much"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
    }
    pages: ClassVar = (
        Page("routing:queues", _("Queues"), "queue-list", "queue.read", 230, "resolve"),
        Page("routing:alarms", _("Alarms"), "bell-alert", "queue.read", 240, "resolve"),
    )
