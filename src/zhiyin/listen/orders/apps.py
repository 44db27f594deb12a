from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class OrdersRoom(Room):
    default = True
    name = "zhiyin.listen.orders"
    permissions: ClassVar = {
        "order.read": Permission(_("See orders"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "order.write": Permission(_("Enter orders"), (LEAD,)),
    }
