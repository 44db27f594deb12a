"""Ms Wang complains about a kettle; Lin handles it, the lead Zhou sees to the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zhiyin.kernel.people.actor import Actor, the_customer
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.models import Complaint, Solution
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, at, wang_says, wang_writes

__all__ = ["HOUSE", "MONDAY", "WHYS", "a_channel", "a_person", "at", "wang_says", "wang_writes"]

MONDAY = at("2025-11-03 09:00")
WHYS = ["盖子松动", "卡扣磨损", "供应商换了塑料料号，来料未检"]


def a_complaint(
    when: datetime = MONDAY, *, by: Actor | None = None, address: str = "wang@example.com", **fields: Any
) -> Complaint:
    """A complaint as it is received."""
    case = wang_writes(when, "水壶盖子用了两天就掉了", address=address)
    told = {"kind": "product", "product": "水壶 X1", "wish": "换一个新的", **fields}
    return actions.open_complaint(case.id, by=by or a_person("agent"), because=None, at=when, **told)


def confirmed(complaint: Complaint, by: Actor, when: datetime = MONDAY) -> Complaint:
    actions.acknowledge(complaint.id, by=by, at=when)
    actions.confirm(complaint.id, by=the_customer(complaint.customer_id, "王女士"), at=when)
    return fresh(complaint)


def investigated(complaint: Complaint, by: Actor, when: datetime = MONDAY, severity: int = 2) -> Complaint:
    confirmed(complaint, by, when)
    actions.assess(complaint.id, severity, 2, "盖子会掉进热水", by=by, at=when)
    actions.investigate(complaint.id, "卡扣确实磨损", evidence="检测报告 2025-118", by=by, at=when)
    return fresh(complaint)


def proposed(complaint: Complaint, by: Actor, when: datetime = MONDAY) -> Solution:
    investigated(complaint, by, when)
    actions.find_cause(complaint.id, "product", WHYS, by=by, at=when)
    return actions.propose(complaint.id, "换一个新水壶，运费我们出", by=by, at=when)


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(id=complaint.id)
