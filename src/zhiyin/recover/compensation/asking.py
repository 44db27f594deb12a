"""Why an award may not be granted at once although it is within an authority, and whom it waits for until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce
from zhiyin.kernel.rooms import declared_permissions
from zhiyin.lib.working_time import deadline
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.budgets import Pots
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.compensation.policy import Authority
from zhiyin.resolve.promises.reads import calendar_named

#: the policies that decide whether an award is granted at once, and until when it waits
TABLES = ("authority", "two_people", "approval_time", "calendars", "public_days")
Tables = Mapping[str, InForce]


class Beside:
    """What may make an award wait beside its giver's authority: two people, the range, the budget of the unit."""

    def __init__(self, awards: Iterable[Award], tables: Tables, at: datetime) -> None:
        self._tables, self._pots = tables, Pots(awards, at)

    def why(self, award: Award, needed_minor: int) -> str:
        """Why an award within authority must wait, or ""; then it is taken out of the budget for those after it.

        `needed_minor` is what its case gets altogether.
        """
        if not award.amount_minor:
            return ""
        if needs_two(needed_minor, award.currency, self._tables):
            return "two_people"
        if policy.outside(award.amount_minor, award.least_minor, award.most_minor):
            return "range"
        if self._pots.beyond(award):
            return "budget"
        self._pots.take(award)
        return ""


def needs_two(needed_minor: int, currency: str, tables: Tables) -> bool:
    """Whether two people must agree on what a case gets altogether."""
    above: int = tables["two_people"].decide({"currency": currency}).outcome["above_minor"]
    return needed_minor > above


def approval(
    award: Award,
    why: str,
    needed: int,
    authority: Authority,
    held: Mapping[str, Authority],
    tables: Tables,
    *,
    by: Actor,
    at: datetime,
) -> Approval:
    """The approval that an award waits for, not yet saved: of the first role that suffices, until its time runs out."""
    role = _role(why, needed, authority, held)
    due_at = due(role, tables, at)
    if due_at is not None:
        wake(due_at)
    return Approval(
        award=award,
        why=why,
        needed_minor=needed,
        limit_minor=authority.limit_minor,
        asked_by_id=by.id if by.kind == "person" else None,
        asked_by_name=by.name if by.kind == "person" else "",
        role=role,
        two_people=needs_two(needed, award.currency, tables),
        asked_at=at,
        due_at=due_at,
    )


def _role(why: str, needed: int, authority: Authority, held: Mapping[str, Authority]) -> str:
    permission = "budget.exceed" if why == "budget" else "compensation.approve"
    approvers = declared_permissions()[permission]
    others = [one for one in held.values() if one.role != authority.role]
    if why in ("limit", "cap"):
        return policy.first_that_suffices(needed, others)
    stronger = [one for one in others if one.role in approvers and one.limit_minor > authority.limit_minor]
    any_of_them = [one for one in held.values() if one.role in approvers]
    return policy.first_that_suffices(needed, stronger) or policy.first_that_suffices(needed, any_of_them)


def due(role: str, tables: Tables, at: datetime) -> datetime | None:
    """When an approval that a role is asked for at a time goes to the next one; None where it waits for ever."""
    time = tables["approval_time"].decide({"role": role}).outcome
    if not role or not time["hours"]:
        return None
    calendar = calendar_named(time["calendar"], tables["calendars"], tables["public_days"])
    return deadline(at, timedelta(hours=time["hours"]), calendar)
