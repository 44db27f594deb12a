"""How many customers an experiment needs, and the smallest effect that so many can show."""

from __future__ import annotations

from math import sqrt


def sample_size_two_shares(p1: float, p2: float, power: float = 0.8, alpha: float = 0.05) -> float:
    """Customers per arm to tell share p2 from p1 by a two-sided test; round up.

    >>> round(sample_size_two_shares(0.70, 0.75), 1)
    1250.7
    """
    from scipy import special

    if p1 == p2 or not (0 <= p1 <= 1 and 0 <= p2 <= 1):
        raise ValueError("two different shares between 0 and 1")
    za, zb = float(special.ndtri(1 - alpha / 2)), float(special.ndtri(power))
    mean = (p1 + p2) / 2
    return (za * sqrt(2 * mean * (1 - mean)) + zb * sqrt(p1 * (1 - p1) + p2 * (1 - p2))) ** 2 / (p2 - p1) ** 2


def minimum_detectable(share: float, per_arm: float, power: float = 0.8, alpha: float = 0.05) -> float:
    """The smallest rise over `share` (in share points, 0 … 1) that `per_arm` customers an arm show with this power.

    Where a rise has no room left (share near 1) the smallest fall is given instead. Infinite when even 0 or 1 could not
    be told from `share`.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    found = [
        change
        for change in (_change(share, 1.0, per_arm, power, alpha), _change(share, 0.0, per_arm, power, alpha))
        if change is not None
    ]
    return found[0] if found else float("inf")


def _change(share: float, end: float, per_arm: float, power: float, alpha: float) -> float | None:
    room = abs(end - share)
    if room <= 1e-9 or per_arm <= 0:
        return None

    def shortage(change: float) -> float:
        other = share + change if end > share else share - change
        return sample_size_two_shares(share, other, power, alpha) - per_arm

    if shortage(room) > 0:
        return None
    too_small, enough = 0.0, room
    for _ in range(50):
        middle = (too_small + enough) / 2
        if shortage(middle) > 0:
            too_small = middle
        else:
            enough = middle
    return enough


def minimum_detectable_mean(deviation: float, per_arm: float, power: float = 0.8, alpha: float = 0.05) -> float:
    """The smallest difference of means that `per_arm` customers an arm show, given the deviation between customers."""
    from scipy import special

    if per_arm <= 0:
        return float("inf")
    z = float(special.ndtri(1 - alpha / 2)) + float(special.ndtri(power))
    return z * deviation * sqrt(2 / per_arm)
