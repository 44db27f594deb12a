"""The policies that decide what is promised: how long, by which calendar, to whom, and what stands for everybody."""

from zhiyin.resolve.promises.kinds.calendars import CALENDARS, PUBLIC_DAYS
from zhiyin.resolve.promises.kinds.deadlines import (
    ACKNOWLEDGEMENT,
    CONTRACT_PROMISES,
    EARLY_NOTICE,
    FIRST_REPLY,
    HANDOVER,
    NEXT_UPDATE,
    SOLUTION,
    STATUTORY_PROMISES,
)
from zhiyin.resolve.promises.kinds.standing import CUT_OFFS, ENTITLEMENTS, RATIO_PROMISES

__all__ = [
    "ACKNOWLEDGEMENT",
    "CALENDARS",
    "CONTRACT_PROMISES",
    "CUT_OFFS",
    "EARLY_NOTICE",
    "ENTITLEMENTS",
    "FIRST_REPLY",
    "HANDOVER",
    "NEXT_UPDATE",
    "PUBLIC_DAYS",
    "RATIO_PROMISES",
    "SOLUTION",
    "STATUTORY_PROMISES",
]
