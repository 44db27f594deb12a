"""The company and its cast: the same few people in the demo, in screenshots and in tests."""

from __future__ import annotations

from dataclasses import dataclass

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD, OPERATOR

#: the same for the whole cast; the demo prints it
PASSWORD = "heming-demo-2026"


@dataclass(frozen=True, slots=True)
class UnitOf:
    """A part of the company."""

    key: str
    name: str
    name_en: str
    mailbox: str = ""


GROUP = UnitOf("group", "和鸣集团", "Heming Group")
UNITS = (
    UnitOf("shanghai", "和鸣酒店·上海外滩", "Heming Hotel Shanghai", "shanghai@heming.example"),
    UnitOf("hangzhou", "和鸣酒店·杭州西湖", "Heming Hotel Hangzhou", "hangzhou@heming.example"),
    UnitOf("shop", "和鸣优选商城", "Heming Select", "shop@heming.example"),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: who they are, where they work, in which role, in which language."""

    key: str
    name: str
    email: str
    role: str
    unit: str
    language: str = "zh-hans"


CAST = (
    Member("chen", "陈晨", "chen@heming.example", AGENT, "shanghai"),
    Member("lin", "林悦", "lin@heming.example", AGENT, "hangzhou"),
    Member("zhou", "周楠", "zhou@heming.example", AGENT, "shop"),
    Member("emma", "Emma Wang", "emma@heming.example", AGENT, "shop", "en"),
    Member("li", "李娜", "li@heming.example", LEAD, "group"),
    Member("wang", "王敏", "wang@heming.example", EXPERIENCE, "group"),
    Member("zhao", "赵磊", "zhao@heming.example", EXECUTIVE, "group"),
    Member("sun", "孙静", "sun@heming.example", AUDITOR, "group"),
    Member("ops", "和鸣运维", "ops@heming.example", OPERATOR, "group"),
)

#: who answers for a unit, and how often
AGENTS_OF = {"shanghai": ("chen",), "hangzhou": ("lin",), "shop": ("zhou", "emma")}
