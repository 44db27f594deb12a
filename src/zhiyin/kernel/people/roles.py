"""The starting roles. Rooms say which of these hold a permission; the house keeps them up to date after each migration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartingRole:
    """A role every organisation begins with: key, names, and whether it sees every unit."""

    key: str
    name: str
    name_en: str
    sees_all_units: bool = False


AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR, OPERATOR = (
    "agent",
    "lead",
    "experience",
    "executive",
    "auditor",
    "operator",
)

STARTING_ROLES = (
    StartingRole(AGENT, "客服", "Agent"),
    StartingRole(LEAD, "客服主管", "Team lead"),
    StartingRole(EXPERIENCE, "体验经理", "Experience manager", sees_all_units=True),
    StartingRole(EXECUTIVE, "高管", "Executive", sees_all_units=True),
    StartingRole(AUDITOR, "审计员", "Auditor", sees_all_units=True),
    StartingRole(OPERATOR, "系统管理员", "Operator", sees_all_units=True),
)
