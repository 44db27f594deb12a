from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class ChannelsRoom(Room):
    default = True
    name = "zhiyin.listen.channels"
    permissions: ClassVar = {
        "channel.read": Permission(_("See channels"), (LEAD, EXPERIENCE, AUDITOR)),
        "channel.manage": Permission(_("Manage channels"), (LEAD,)),
        "message.read": Permission(_("Read messages"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "message.write": Permission(_("Write messages"), (AGENT, LEAD)),
    }
    pages: ClassVar = (Page("channels:channels", _("Channels"), "signal", "channel.read", 110, "listen"),)
