from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class CasesRoom(Room):
    default = True
    name = "zhiyin.resolve.cases"
    permissions: ClassVar = {
        "case.read": Permission(_("See cases"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "case.write": Permission(_("Change cases"), (AGENT, LEAD)),
        "case.reply": Permission(_("Answer customers"), (AGENT, LEAD)),
        "case.assign": Permission(_("Assign cases"), (AGENT, LEAD)),
        "case.resolve": Permission(_("Resolve cases"), (AGENT, LEAD)),
    }
