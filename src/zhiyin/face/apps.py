from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.rooms import Page, Room


class FaceRoom(Room):
    default = True
    name = "zhiyin.face"
    pages: ClassVar = (
        Page("face:customers", _("Customers"), "user-group", "customer.read", 20),
        Page("face:playbooks", _("Playbooks"), "clipboard-document-list", "playbook.read", 905),
        Page("face:people", _("People"), "identification", "people.read", 905),
        Page("face:policies", _("Policies"), "scale", "policy.read", 910),
    )
