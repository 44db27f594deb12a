from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Room


class ExperimentsRoom(Room):
    default = True
    name = "zhiyin.improve.experiments"
    permissions: ClassVar = {
        "experiment.read": (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR),
        "experiment.run": (EXPERIENCE,),
    }
    pages: ClassVar = (Page("experiments", _("Experiments"), "beaker", "experiment.read", 620, "improve"),)
