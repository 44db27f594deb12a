"""Intervals and tests, one small module a method, each with its source. Shares are 0 … 1, intervals 95 % unless asked."""

from zhiyin.lib.stats.always_valid import early_look
from zhiyin.lib.stats.cuped import Adjusted, cuped
from zhiyin.lib.stats.drivers import Driver, Drivers, drivers
from zhiyin.lib.stats.interval import Z95, Difference, Interval, NoData, Ratio
from zhiyin.lib.stats.many import benjamini_hochberg, holm
from zhiyin.lib.stats.means import Mean, Sample, WelchDifference, mean_interval, welch
from zhiyin.lib.stats.medians import Median, median_interval
from zhiyin.lib.stats.planning import minimum_detectable, minimum_detectable_mean, sample_size_two_shares
from zhiyin.lib.stats.rates import rate_ratio
from zhiyin.lib.stats.recommendation import Score, nps, nps_difference
from zhiyin.lib.stats.sample_ratio import MISMATCH_BELOW, sample_ratio
from zhiyin.lib.stats.shares import newcombe, wilson
from zhiyin.lib.stats.stratified import Cell, RateRatio, mantel_haenszel, mean_ratio

__all__ = [
    "MISMATCH_BELOW",
    "Z95",
    "Adjusted",
    "Cell",
    "Difference",
    "Driver",
    "Drivers",
    "Interval",
    "Mean",
    "Median",
    "NoData",
    "RateRatio",
    "Ratio",
    "Sample",
    "Score",
    "WelchDifference",
    "benjamini_hochberg",
    "cuped",
    "drivers",
    "early_look",
    "holm",
    "mantel_haenszel",
    "mean_interval",
    "mean_ratio",
    "median_interval",
    "minimum_detectable",
    "minimum_detectable_mean",
    "newcombe",
    "nps",
    "nps_difference",
    "rate_ratio",
    "sample_ratio",
    "sample_size_two_shares",
    "welch",
    "wilson",
]
