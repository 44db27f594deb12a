"""The policies of making good: what a broken promise is worth, and who may grant how much."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.people.roles import STARTING_ROLES
from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.recover.compensation.register import Kinds

VALUE_BANDS = (
    ("high", pgettext_lazy("value", "high")),
    ("middle", pgettext_lazy("value", "middle")),
    ("low", pgettext_lazy("value", "low")),
    ("unknown", pgettext_lazy("value", "unknown")),
)
ROLE_NAMES = {
    "agent": _("Agent"),
    "lead": _("Team lead"),
    "experience": _("Experience manager"),
    "executive": _("Executive"),
    "auditor": _("Auditor"),
    "operator": _("Operator"),
}


def _award(kind: str, amount_minor: int, currency: str = "CNY") -> dict[str, object]:
    return {"kind": kind, "amount_minor": amount_minor, "currency": currency, "apology": True}


COMPENSATION = declare(
    "compensation",
    label=_("Compensation"),
    about=_(
        "What a customer is given when we break a promise, without having to ask. Amounts beyond the authority of whoever "
        "is responsible for the case wait for an approval; the apology does not."
    ),
    facts=(
        Fact("promise", _("Promise"), choices=(("first_reply", _("First reply")), ("solution", _("Solution")))),
        Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number"),
        Fact("value_band", _("Value of the customer"), choices=VALUE_BANDS),
    ),
    outcomes=(
        Outcome("kind", _("Kind"), kind="choice", choices=Kinds()),
        Outcome("amount_minor", _("Amount"), kind="money", minimum=0, maximum=10_000_000),
        Outcome("currency", _("Currency"), kind="text"),
        Outcome("apology", _("Apologise"), kind="boolean"),
    ),
    default=(
        {"when": {"priority": {"below": 2}, "value_band": ["high"]}, "then": _award("voucher", 300_00)},
        {"when": {"priority": {"below": 2}}, "then": _award("voucher", 100_00)},
        {"when": {"value_band": ["high"]}, "then": _award("voucher", 50_00)},
        {"when": {"priority": {"below": 3}}, "then": _award("voucher", 50_00)},
        {"when": {"priority": {"from": 5}}, "then": _award("apology", 0)},
        {"when": {}, "then": _award("voucher", 20_00)},
    ),
)

AUTHORITY = declare(
    "authority",
    label=_("Authority"),
    about=_(
        "How much a role may grant: for one case altogether, and within 30 days altogether. What goes beyond waits for "
        "somebody whose role reaches. While nobody is responsible for a case, the authority of an agent counts."
    ),
    facts=(
        Fact("role", _("Role"), choices=tuple((role.key, ROLE_NAMES[role.key]) for role in STARTING_ROLES)),
        Fact("currency", _("Currency"), kind="text"),
    ),
    outcomes=(
        Outcome("limit_minor", _("Limit for one case"), kind="money", minimum=0),
        Outcome("cap_minor", _("Cap within 30 days"), kind="money", minimum=0),
    ),
    default=(
        {"when": {"role": ["agent"]}, "then": {"limit_minor": 200_00, "cap_minor": 5_000_00}},
        {"when": {"role": ["lead"]}, "then": {"limit_minor": 1_000_00, "cap_minor": 50_000_00}},
        {"when": {"role": ["experience"]}, "then": {"limit_minor": 5_000_00, "cap_minor": 200_000_00}},
        {"when": {"role": ["executive"]}, "then": {"limit_minor": 50_000_00, "cap_minor": 2_000_000_00}},
        {"when": {}, "then": {"limit_minor": 0, "cap_minor": 0}},
    ),
)
