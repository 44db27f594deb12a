from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class CustomersRoom(Room):
    default = True
    name = "zhiyin.kernel.customers"
    permissions: ClassVar = {
        "customer.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "customer.merge": (LEAD, EXPERIENCE),
        "consent.note": (AGENT, LEAD),
    }
