from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class ValueRoom(Room):
    default = True
    name = "zhiyin.understand.value"
    permissions: ClassVar = {"value.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)}
