from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Room


class ChannelsRoom(Room):
    default = True
    name = "zhiyin.listen.channels"
    permissions: ClassVar = {
        "channel.read": (LEAD, EXPERIENCE, AUDITOR),
        "channel.manage": (LEAD,),
        "message.read": (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "message.write": (AGENT, LEAD),
    }
    pages: ClassVar = (Page("channels:channels", _("Channels"), "signal", "channel.read", 110, "listen"),)
