from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXPERIENCE, OPERATOR
from zhiyin.kernel.rooms import Permission, Room


class OutsideRoom(Room):
    default = True
    name = "zhiyin.listen.outside"
    permissions: ClassVar = {
        "event.read": Permission(_("See events of other programs"), (EXPERIENCE, AUDITOR)),
        "event.write": Permission(_("Report events as another program"), (OPERATOR,)),
    }
