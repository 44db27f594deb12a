from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Permission, Room


class CustomersRoom(Room):
    default = True
    name = "zhiyin.kernel.customers"
    permissions: ClassVar = {
        "customer.read": Permission(_("See customers"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "customer.merge": Permission(_("Merge customers"), (LEAD, EXPERIENCE)),
        "consent.note": Permission(_("Note consents"), (AGENT, LEAD)),
    }
