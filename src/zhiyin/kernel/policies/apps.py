from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class PoliciesRoom(Room):
    default = True
    name = "zhiyin.kernel.policies"
    permissions: ClassVar = {
        "policy.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "policy.change": (EXPERIENCE,),
    }
