"""Whose authority a decision uses, and whether it reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.asking import TABLES, needs_two
from zhiyin.recover.compensation.authority import Used, authorities, hold
from zhiyin.recover.compensation.budgets import Pots
from zhiyin.recover.compensation.deputising import Power, powers_of
from zhiyin.recover.compensation.kinds import ROLE_NAMES
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.compensation.policy import Authority


class BeyondAuthority(ValidationError):
    """The amount goes beyond what this person may grant. The message says who may."""


def powers_for(award: Award, by: Actor, at: datetime) -> list[Power]:
    """The authorities that somebody may use for this award, their own first. Raises `PermissionDenied` without any."""
    powers = [one for one in powers_of(by, at) if one.actor.may("compensation.approve")]
    if not powers:
        by.require("compensation.approve")
    if by.kind not in ("person", "system"):
        raise PermissionDenied(_("Only a person has the authority to decide this."))
    powers = [one for one in powers if one.actor.sees_unit(award.unit_id)]
    if not powers:
        raise PermissionDenied(_("This approval belongs to a unit whose work you do not see."))
    return powers


def use_authority(approval: Approval, award: Award, powers: Sequence[Power], by: Actor, at: datetime) -> UUID | None:
    """Let the award count against the authority of whoever grants it, if that reaches; returns in whose name, if another's.

    Sets `approval.two_people` as it is now. Raises `BeyondAuthority`.
    """
    if by.kind == "system":
        return None
    # All at once, in everybody's order: of whom the authority is used shows only when the sums stand still.
    hold(*((award.case_id, id) for id in {by.id, award.given_by_id, *(one.in_name_of for one in powers)} - {None}))
    tables = all_in_force(*TABLES)
    held = authorities(tables["authority"], award.currency)
    needed = Used([award], at).in_case(award) + award.amount_minor
    approval.two_people = needs_two(needed, award.currency, tables)
    powers = [one for one in powers if not _same(approval, one, by)]
    if not powers:
        raise BeyondAuthority(_("Whoever asked, or agreed before, does not decide as well: somebody else must."))
    power = next((one for one in powers if _strength(one, held).limit_minor >= needed), powers[0])
    authority = _strength(power, held)
    giver = award.given_by_id, award.role
    award.given_by_id, award.role = power.in_name_of or by.id, authority.role
    if approval.why == "two_people" and authority.limit_minor < needed and giver[0] == approval.asked_by_id:
        award.given_by_id, award.role = giver  # whoever asked has the authority: somebody else agrees, no more
        authority = held.get(award.role, authority)
    why = policy.beyond(award.amount_minor, needed - award.amount_minor, Used([award], at).in_period(award), authority)
    if why:
        raise BeyondAuthority(_who_can(why, needed, held))
    pots = Pots([award], at)
    if pots.beyond(award) and not power.actor.may("budget.exceed"):
        raise BeyondAuthority(
            _("The budget of the unit does not reach for this. Somebody who may exceed it can decide it.")
        )
    return power.in_name_of


def _same(approval: Approval, power: Power, by: Actor) -> bool:
    """Whether this would be the same person deciding twice, or in the name of who asked."""
    before = {approval.asked_by_id, approval.agreed_by_id} - {None}
    return bool(before & {by.id, power.in_name_of})


def _strength(power: Power, held: Mapping[str, Authority]) -> Authority:
    return policy.strongest(power.actor.roles, held)


def _who_can(why: str, needed: int, held: Mapping[str, Authority]) -> str:
    if why == "cap":
        return _("With this you would go beyond what your role may give within 30 days.")
    role = policy.first_that_suffices(needed, held.values())
    if role:
        return _("This goes beyond your authority. Someone in the role “%(role)s” can decide it.") % {
            "role": ROLE_NAMES[role]
        }
    return _("This goes beyond everybody's authority. Change the policy “Authority” first.")
