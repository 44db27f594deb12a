from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, OPERATOR
from zhiyin.kernel.rooms import Page, Permission, Room


class WebhooksRoom(Room):
    default = True
    name = "zhiyin.listen.webhooks"
    permissions: ClassVar = {
        "webhook.read": Permission(_("See webhooks and their deliveries"), (AUDITOR,)),
        "webhook.manage": Permission(_("Manage webhooks"), (OPERATOR,)),
    }
    pages: ClassVar = (Page("webhooks:webhooks", _("Webhooks"), "arrow-up-on-square", "webhook.read", 920),)
