from typing import ClassVar

from zhiyin.kernel.people.roles import EXPERIENCE
from zhiyin.kernel.rooms import Room


class ImportsRoom(Room):
    default = True
    name = "zhiyin.kernel.imports"
    permissions: ClassVar = {"import.run": (EXPERIENCE,)}
