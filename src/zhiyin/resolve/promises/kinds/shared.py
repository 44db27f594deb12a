"""What tables of promises ask about and decide alike."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.policies.register import Fact, Outcome
from zhiyin.listen.channels.reads import kinds_of_channel
from zhiyin.resolve.promises.register import TypesOfCases

CHANNELS = kinds_of_channel()
VALUE_BANDS = (
    ("high", pgettext_lazy("value", "high")),
    ("middle", pgettext_lazy("value", "middle")),
    ("low", pgettext_lazy("value", "low")),
    ("unknown", pgettext_lazy("value", "unknown")),
)
AUDIENCES = (
    ("public", pgettext_lazy("audience", "public")),
    ("contract", pgettext_lazy("audience", "by contract")),
    ("internal", pgettext_lazy("audience", "internal")),
    ("statutory", pgettext_lazy("audience", "by law")),
)
#: what the calendars that we begin with are called for people; tables and the editor use the short name
CALENDAR_NAMES = (("always", _("round the clock (always)")), ("office", _("office hours (office)")))

#: what a table may ask about a case; what is not known of one (a tier that nobody pinned) meets no condition about it
FACTS = (
    Fact("channel", _("Channel"), choices=CHANNELS),
    Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number"),
    Fact("value_band", _("Value of the customer"), choices=VALUE_BANDS),
    Fact("type", _("Type of the case"), choices=TypesOfCases()),
    Fact("severity", _("Severity (1 highest, 3 lowest)"), kind="number"),
    Fact("tier", _("Tier of the customer"), kind="text"),
    Fact("vendor", _("Vendor that has it"), kind="text"),
)
NAMES_BY_POLICY = (("first_reply", _("First reply")), ("solution", _("Solution")), ("next_update", _("Next update")))
NAMES = (
    *NAMES_BY_POLICY,
    ("told_date", _("Date told to the customer")),
    ("follow_up", _("Follow-up")),
    ("cut_off", _("Delivery by cut-off")),
)
OF_WHICH = Fact("promise", _("Promise"), choices=NAMES_BY_POLICY)
MINUTES = Outcome("minutes", _("Working minutes"), kind="integer", minimum=0, maximum=60 * 24 * 366)
CALENDAR = Outcome("calendar", _("Calendar"), kind="text", choices=CALENDAR_NAMES)
