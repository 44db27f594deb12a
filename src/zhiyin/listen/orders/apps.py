from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class OrdersRoom(Room):
    default = True
    name = "zhiyin.listen.orders"
    permissions: ClassVar = {
        "order.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "order.write": (LEAD,),
    }
