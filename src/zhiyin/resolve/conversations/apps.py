from typing import ClassVar

from zhiyin.kernel.people.roles import AGENT, LEAD
from zhiyin.kernel.rooms import Room


class ConversationsRoom(Room):
    default = True
    name = "zhiyin.resolve.conversations"
    permissions: ClassVar = {"note.write": (AGENT, LEAD)}
