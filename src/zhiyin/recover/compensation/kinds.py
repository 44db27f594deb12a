"""The policies of making good: what a failure is worth, who may grant how much, by when, and when two must agree."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.people.roles import STARTING_ROLES
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.recover.compensation.register import APOLOGY, POINTS, Kinds
from zhiyin.resolve.promises.actions import Amount, WouldBreak, pays
from zhiyin.resolve.promises.reads import NAMES_OF_PROMISES

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


#: what the house looks up only where a table asks for it
PAST = (
    Fact("value_at_risk", _("Value at risk: the last order, in minor units"), kind="number"),
    Fact("history", _("How often we made good to the customer in half a year"), kind="number"),
)
FAILURES = (
    ("late", _("Too late")),
    ("unsolved", _("Not solved")),
    ("defect", _("Defective")),
    ("wrong", _("Wrong or incomplete")),
    ("charged", _("Charged wrongly")),
    ("rude", _("Treated badly")),
    ("safety", _("Health, safety or data at risk")),
    ("goodwill", _("Goodwill")),
)


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
        Fact("promise", _("Promise"), choices=NAMES_OF_PROMISES),
        Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number"),
        Fact("value_band", _("Value of the customer"), choices=VALUE_BANDS),
        *PAST,
    ),
    outcomes=(
        Outcome("kind", _("Kind"), kind="choice", choices=Kinds()),
        Outcome("amount_minor", _("Amount"), kind="money", minimum=0, maximum=10_000_000),
        Outcome("currency", _("Currency"), kind="text"),
        Outcome("apology", _("Apologise"), kind="boolean"),
    ),
    default=(
        {"when": {"promise": ["next_update", "follow_up"]}, "then": _award("apology", 0)},
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


def _remedy(kind: str, amount: int, least: int, most: int, **more: object) -> dict[str, object]:
    return {"kind": kind, "amount_minor": amount, "least_minor": least, "most_minor": most, "currency": "CNY", **more}


REMEDIES = declare(
    "remedies",
    label=_("Remedies"),
    about=_(
        "What is proposed to a person who wants to make something good: the kind, an amount, and the range in which they "
        "choose freely within their authority. An amount outside the range waits for somebody else's approval."
    ),
    facts=(
        Fact("failure", _("What went wrong"), choices=FAILURES),
        Fact("severity", _("Severity (1 highest, 3 lowest)"), kind="number"),
        Fact("value_band", _("Value of the customer"), choices=VALUE_BANDS),
        *PAST,
        Fact("kind", _("Kind that was chosen"), choices=Kinds()),
    ),
    outcomes=(
        Outcome("kind", _("Kind"), kind="choice", choices=Kinds()),
        Outcome("amount_minor", _("Proposed amount"), kind="money", minimum=0, maximum=10_000_000),
        Outcome(
            "percent", _("Instead: percent of the value at risk"), kind="number", minimum=0, maximum=100, required=False
        ),
        Outcome("least_minor", _("At least"), kind="money", minimum=0, maximum=10_000_000),
        Outcome("most_minor", _("At most"), kind="money", minimum=0, maximum=10_000_000),
        Outcome("currency", _("Currency"), kind="text"),
    ),
    default=(
        {"when": {"kind": ["points"]}, "then": _remedy("points", 200, 0, 2_000, currency=POINTS)},
        {"when": {"failure": ["safety"]}, "then": _remedy("refund", 500_00, 100_00, 5_000_00)},
        {"when": {"failure": ["charged"]}, "then": _remedy("refund", 50_00, 1, 2_000_00, percent=100)},
        {
            "when": {"failure": ["defect", "wrong"], "severity": {"below": 3}},
            "then": _remedy("redo", 100_00, 0, 1_000_00, percent=100),
        },
        {"when": {"failure": ["defect", "wrong"]}, "then": _remedy("voucher", 30_00, 10_00, 200_00)},
        {
            "when": {"failure": ["late", "unsolved"], "history": {"from": 2}},
            "then": _remedy("voucher", 100_00, 50_00, 300_00),
        },
        {
            "when": {"failure": ["late", "unsolved"], "value_at_risk": {"from": 1_000_00}},
            "then": _remedy("voucher", 100_00, 20_00, 500_00, percent=5),
        },
        {"when": {"failure": ["late", "unsolved"]}, "then": _remedy("voucher", 20_00, 10_00, 100_00)},
        {"when": {"failure": ["rude"]}, "then": _remedy("gift", 50_00, 0, 200_00)},
        {"when": {}, "then": _remedy("voucher", 20_00, 0, 1_000_00)},
    ),
)

APPROVAL_TIME = declare(
    "approval_time",
    label=_("Time for approvals"),
    about=_(
        "Within how many working hours an approval is decided. Then it goes to the next role that may grant more, until "
        "the highest has it. 0 waits for ever."
    ),
    facts=(
        Fact(
            "role", _("Role that is asked"), choices=tuple((role.key, ROLE_NAMES[role.key]) for role in STARTING_ROLES)
        ),
    ),
    outcomes=(
        Outcome("hours", _("Working hours"), kind="number", minimum=0, maximum=1_000),
        Outcome("calendar", _("Calendar"), kind="text"),
    ),
    default=({"when": {}, "then": {"hours": 8, "calendar": "office"}},),
)

TWO_PEOPLE = declare(
    "two_people",
    label=_("Two people"),
    about=_(
        "Above which amount for one case two people must agree, whatever their authority: whoever gives and whoever "
        "approves, or two who approve where the house asked by itself."
    ),
    facts=(Fact("currency", _("Currency"), kind="text"),),
    outcomes=(Outcome("above_minor", _("Above"), kind="money", minimum=0),),
    default=(
        {"when": {"currency": [POINTS]}, "then": {"above_minor": 50_000}},
        {"when": {}, "then": {"above_minor": 5_000_00}},
    ),
)

ABUSE = declare(
    "abuse",
    label=_("Signals of abuse"),
    about=_(
        "From when claims are shown to a person who judges them. A signal refuses nothing by itself. Linked customers "
        "share an address, a number, a device or a card."
    ),
    outcomes=(
        Outcome("window_days", _("Window in days"), kind="integer", minimum=7, maximum=365),
        Outcome("ring_from", _("Linked customers who claim, from"), kind="integer", minimum=2, maximum=100),
        Outcome("often_from", _("Claims of one customer, from"), kind="integer", minimum=2, maximum=100),
        Outcome("pair_from", _("Gifts of one person to one customer, from"), kind="integer", minimum=2, maximum=100),
        Outcome("chance", _("Chance below which it is shown"), kind="number", minimum=0.000001, maximum=0.1),
    ),
    default=(
        {"when": {}, "then": {"window_days": 90, "ring_from": 4, "often_from": 4, "pair_from": 3, "chance": 0.001}},
    ),
)


@pays
def would_pay(broken: Sequence[WouldBreak]) -> list[Amount]:
    """What broken promises would pay by the table in force, without what is counted of the customers' past."""
    table = all_in_force("compensation")["compensation"]
    found = []
    for one in broken:
        facts = {"promise": one.name, "priority": one.priority, "value_band": one.value_band or "unknown"}
        given = table.decide(facts, unit=one.customer_id).outcome
        if given["kind"] != APOLOGY and given["amount_minor"]:
            found.append(Amount(given["amount_minor"], given["currency"]))
    return found
