from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class SurveysRoom(Room):
    default = True
    name = "zhiyin.listen.surveys"
    permissions: ClassVar = {
        "survey.read": Permission(_("See surveys and answers"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR))
    }
    pages: ClassVar = (Page("surveys:surveys", _("Surveys"), "clipboard-document-check", "survey.read", 120, "listen"),)
