from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class ExperimentsRoom(Room):
    default = True
    name = "zhiyin.improve.experiments"
    permissions: ClassVar = {
        "experiment.read": Permission(_("See experiments"), (LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)),
        "experiment.run": Permission(_("Run experiments"), (EXPERIENCE,)),
    }
    pages: ClassVar = (Page("experiments", _("Experiments"), "beaker", "experiment.read", 620, "improve"),)
