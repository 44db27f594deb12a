"""What is true in the simulated company. The product is never told: it has to find these from the data.

| truth | where it shows |
|---|---|
| for `surge_days` days contacts about `surge_topic` at `surge_unit` come `surge_factor` times as often | hotspots |
| a broken promise lowers the chance to buy again within 30 days: `returns_kept`, `returns_broken` | value |
| a broken promise lowers the share of satisfied answers: `satisfied_kept`, `satisfied_broken` | metrics |
| the running trial halves the promised time, and the satisfied share rises by `quicker_lift` | experiments |
| customers who write English get `unfair_share` of what like cases get | fairness |
| at `slow_unit`, replies take `slow_factor` times as long for what arrives from `slow_from_hour` on | promises |
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Truths:
    """Sizes of what is planted. Shares are probabilities, factors multiply."""

    surge_topic: str = "delivery"
    surge_unit: str = "shop"
    surge_days: int = 7
    surge_factor: float = 2.0
    returns_kept: float = 0.38
    returns_broken: float = 0.24
    satisfied_kept: float = 0.84
    satisfied_broken: float = 0.52
    quicker_lift: float = 0.10
    unfair_share: float = 0.70
    slow_unit: str = "hangzhou"
    slow_from_hour: int = 15
    slow_factor: float = 2.2


PLANTED = Truths()

#: the same company with nothing planted: whatever is found here is a false alarm
NOTHING = replace(
    PLANTED,
    surge_factor=1.0,
    returns_broken=PLANTED.returns_kept,
    satisfied_broken=PLANTED.satisfied_kept,
    quicker_lift=0.0,
    unfair_share=1.0,
    slow_factor=1.0,
)
