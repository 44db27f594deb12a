"""The picture of an effect: a point, its interval, no difference, and the smallest effect worth finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zhiyin.face.charts import INFO, INK_SOFT, JADE


def effect_drawing(rows: Sequence[dict[str, Any]], worth_finding: float, unit: str) -> Any:
    """One line a challenger, in the unit given; the dashed line marks what was worth finding."""
    import altair as alt  # a second to import: only who draws pays it

    data: Any = alt.Data  # without types of its own
    base = alt.Chart(data(values=list(rows)))
    y = alt.Y("arm:N", title=None)
    # Every mark scales the same axis, so that the lines at zero and at the aim are always in sight.
    interval = base.mark_rule(color=JADE, strokeWidth=4, opacity=0.35).encode(
        x=alt.X("low:Q", title=unit), x2="high:Q", y=y
    )
    point = base.mark_point(color=JADE, filled=True, size=120, opacity=1).encode(x="estimate:Q", y=y)
    zero = alt.Chart(data(values=[{"at": 0}])).mark_rule(color=INK_SOFT).encode(x="at:Q")
    aim = alt.Chart(data(values=[{"at": worth_finding}])).mark_rule(color=INFO, strokeDash=[4, 4]).encode(x="at:Q")
    return (interval + point + zero + aim).properties(height=48 + 32 * len(rows))
