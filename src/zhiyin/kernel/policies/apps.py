from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class PoliciesRoom(Room):
    default = True
    name = "zhiyin.kernel.policies"
    permissions: ClassVar = {
        "policy.read": Permission(_("See policies"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "policy.change": Permission(_("Change policies"), (EXPERIENCE,)),
    }
