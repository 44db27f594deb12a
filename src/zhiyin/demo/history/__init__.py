"""The history of the simulated company: cases that came, were promised, answered or not, made good, and judged.

Everything is decided by one seed. The product's own policies and calendars say what is promised and given; what customers
write, how long people take, and how customers feel about it is simulated here.
"""

from zhiyin.demo.history.arrivals import Arrival, arrivals_of
from zhiyin.demo.history.case import simulate
from zhiyin.demo.history.setting import History, Setting

__all__ = ["Arrival", "History", "Setting", "arrivals_of", "simulate"]
