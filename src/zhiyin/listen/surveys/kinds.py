"""The policy that says how often a customer may be asked."""

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.listen.surveys.content import parse, shipped

SURVEY_CAPS = declare(
    "survey_caps",
    label=_("How often customers are asked"),
    about=_(
        "Days between two invitations to the same customer: of any form, and of the same form. The two are independent. "
        "A form that follows a contact is about that contact, so it is asked each time unless you set gaps for it."
    ),
    facts=(
        Fact(
            "form",
            _("Form"),
            kind="choice",
            choices=tuple((key, parse(one).name["en"]) for key, one in shipped().items()),
        ),
        Fact("transactional", _("Follows a contact"), kind="boolean"),
    ),
    outcomes=(
        Outcome("gap_days", _("Days after any form"), kind="integer", minimum=0, maximum=730),
        Outcome("form_gap_days", _("Days after the same form"), kind="integer", minimum=0, maximum=730),
        Outcome("counts", _("Counts for the gap of other forms"), kind="boolean"),
    ),
    default=(
        {"when": {"transactional": True}, "then": {"gap_days": 0, "form_gap_days": 0, "counts": False}},
        {"when": {}, "then": {"gap_days": 30, "form_gap_days": 90, "counts": True}},
    ),
)
