from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class CasesRoom(Room):
    default = True
    name = "zhiyin.resolve.cases"
    permissions: ClassVar = {
        "case.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "case.write": (AGENT, LEAD),
        "case.reply": (AGENT, LEAD),
        "case.assign": (AGENT, LEAD),
        "case.resolve": (AGENT, LEAD),
    }
