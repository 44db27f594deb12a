"""Verbs about people: roles and keys, what somebody is good at, when they work, and whether they are there."""

from zhiyin.kernel.people.actions.access import actor_of_key, keep_starting_roles, make_key, revoke_key
from zhiyin.kernel.people.actions.planning import (
    assess,
    plan_capacity,
    plan_day,
    plan_hours,
    plan_languages,
    register_skill,
)
from zhiyin.kernel.people.actions.presence import come_back, go_away

__all__ = [
    "actor_of_key",
    "assess",
    "come_back",
    "go_away",
    "keep_starting_roles",
    "make_key",
    "plan_capacity",
    "plan_day",
    "plan_hours",
    "plan_languages",
    "register_skill",
    "revoke_key",
]
