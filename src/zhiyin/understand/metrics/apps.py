from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD
from zhiyin.kernel.rooms import Page, Permission, Room


class MetricsRoom(Room):
    default = True
    name = "zhiyin.understand.metrics"
    permissions: ClassVar = {"metric.read": Permission(_("See metrics"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR))}
    pages = (Page("metrics", _("Metrics"), "chart-bar", "metric.read", 410, "understand"),)
