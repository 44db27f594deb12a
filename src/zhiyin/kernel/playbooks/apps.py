from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class PlaybooksRoom(Room):
    default = True
    name = "zhiyin.kernel.playbooks"
    permissions: ClassVar = {
        "playbook.read": Permission(_("See playbooks and their runs"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "playbook.run": Permission(_("Begin playbooks and do their steps"), (AGENT, LEAD, EXPERIENCE)),
        "playbook.change": Permission(_("Change playbooks and switch them"), (LEAD, EXPERIENCE)),
    }
