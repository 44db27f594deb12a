from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class ConversationsRoom(Room):
    default = True
    name = "zhiyin.resolve.conversations"
    permissions: ClassVar = {"note.write": Permission(_("Write notes"), (AGENT, LEAD))}
    pages: ClassVar = (Page("conversations:inbox", _("Inbox"), "inbox", "case.read", 10),)
