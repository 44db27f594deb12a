"""The policy that says how customers are banded by what they spend."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.policies.register import Fact, Outcome, declare

METHODS = (("terciles", _("Thirds of all customers")), ("amounts", _("Fixed amounts")))
BANDS = (
    ("low", pgettext_lazy("value", "low")),
    ("middle", pgettext_lazy("value", "middle")),
    ("high", pgettext_lazy("value", "high")),
)

VALUE_BANDS = declare(
    "value_bands",
    label=_("Value of customers"),
    about=_(
        "Customers are low, middle or high by what they spent in a window of days: in thirds of all who bought, or above "
        "fixed amounts. Promises and compensation may differ by band; prices never do."
    ),
    facts=(Fact("currency", _("Currency"), kind="text"),),
    outcomes=(
        Outcome("method", _("How"), kind="choice", choices=METHODS),
        Outcome("window_days", _("Window in days"), kind="integer", minimum=30, maximum=1825),
        Outcome("middle_above", _("Middle above"), kind="money", minimum=0, required=False),
        Outcome("high_above", _("High above"), kind="money", minimum=0, required=False),
    ),
    default=({"when": {}, "then": {"method": "terciles", "window_days": 365, "middle_above": 0, "high_above": 0}},),
)
