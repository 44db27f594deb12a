from typing import ClassVar

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class ExperimentsRoom(Room):
    default = True
    name = "zhiyin.improve.experiments"
    permissions: ClassVar = {
        "experiment.read": (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "experiment.run": (EXPERIENCE,),
    }
