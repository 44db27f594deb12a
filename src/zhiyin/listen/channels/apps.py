from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Room


class ChannelsRoom(Room):
    default = True
    name = "zhiyin.listen.channels"
    permissions: ClassVar = {
        "channel.read": (LEAD, EXPERIENCE, AUDITOR),
        "channel.manage": (LEAD,),
        "message.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "message.write": (AGENT, LEAD),
    }
