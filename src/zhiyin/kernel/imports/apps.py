from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import EXPERIENCE
from zhiyin.kernel.rooms import Permission, Room


class ImportsRoom(Room):
    default = True
    name = "zhiyin.kernel.imports"
    permissions: ClassVar = {"import.run": Permission(_("Import data"), (EXPERIENCE,))}
