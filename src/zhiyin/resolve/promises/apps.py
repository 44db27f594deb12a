from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class PromisesRoom(Room):
    default = True
    name = "zhiyin.resolve.promises"
    permissions: ClassVar = {
        "promise.read": Permission(_("See promises"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "promise.keep": Permission(_("Promise dates and keep them"), (AGENT, LEAD, EXPERIENCE)),
        "promise.void": Permission(_("Void promises"), (LEAD, EXPERIENCE)),
        "promise.review": Permission(_("Decide on promises that are kept too seldom"), (LEAD, EXPERIENCE, EXECUTIVE)),
    }
    pages: ClassVar = (Page("promises:board", _("Promises"), "clock", "promise.read", 220, "resolve"),)
