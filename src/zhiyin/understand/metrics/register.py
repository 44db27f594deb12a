"""The metrics by key: what each means, who owns it, which way is better. Their expressions stand in `definitions`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.people.roles import EXPERIENCE, LEAD

Aggregation = Literal["share", "nps", "median"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. A change of its meaning is a new `version`; old figures keep theirs.

    `owner` is the role that answers for it; `unit` what one row is; `direction` whether up or down is better; `measure`
    the unit of the number: share (0 … 1), points (−100 … 100) or minutes.
    """

    key: str
    version: int
    label: Any
    about: Any
    unit: Any
    aggregation: Aggregation
    direction: Literal["up", "down"]
    owner: str

    @property
    def measure(self) -> str:
        return {"share": "share", "nps": "points", "median": "minutes"}[self.aggregation]

    @property
    def higher_is_better(self) -> bool:
        return self.direction == "up"

    @property
    def identity(self) -> str:
        return f"{self.key}@{self.version}"


METRICS: dict[str, Metric] = {
    metric.key: metric
    for metric in (
        Metric(
            "first_reply_kept",
            1,
            _("First replies in time"),
            _(
                "Share of promised first replies that a person gave in time, by due time. Promises that ended otherwise "
                "or became overdue by a change of rules are left out."
            ),
            pgettext_lazy("metric unit", "promise"),
            "share",
            "up",
            LEAD,
        ),
        Metric(
            "satisfaction",
            1,
            _("Satisfied customers (CSAT)"),
            _("Share of answers 4 or 5 to “how satisfied were you”, 1 to 5."),
            pgettext_lazy("metric unit", "answer"),
            "share",
            "up",
            EXPERIENCE,
        ),
        Metric(
            "recommendation",
            1,
            _("Recommendation (NPS)"),
            _("Share of answers 9–10 minus share of answers 0–6 to “would you recommend us”, in points."),
            pgettext_lazy("metric unit", "answer"),
            "nps",
            "up",
            EXPERIENCE,
        ),
        Metric(
            "first_reply_minutes",
            1,
            _("Minutes to the first reply"),
            _("Median time on the wall clock from the customer's message to a person's first reply, nights included."),
            pgettext_lazy("metric unit", "case"),
            "median",
            "down",
            LEAD,
        ),
        Metric(
            "reopened",
            1,
            _("Cases reopened"),
            _("Share of cases resolved as solved that were reopened within 30 days. Recent weeks can still rise."),
            pgettext_lazy("metric unit", "case"),
            "share",
            "down",
            LEAD,
        ),
        Metric(
            "recovered",
            1,
            _("Customers won back"),
            _(
                "Among cases with a broken promise whose customer answered afterwards: the share that was satisfied in "
                "the end (4 or 5), by the time of the first break."
            ),
            pgettext_lazy("metric unit", "case"),
            "share",
            "up",
            EXPERIENCE,
        ),
    )
}
