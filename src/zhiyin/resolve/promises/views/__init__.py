"""The pages of promises: the board, what a case's page sends, trying rules, and the calendars that clocks run on."""

from zhiyin.resolve.promises.views.board import board, reviewing, voiding
from zhiyin.resolve.promises.views.calendars import calendars, feed_removal, feeds, marked_days, news
from zhiyin.resolve.promises.views.of_a_case import cancellation, dates, fulfilment, handback, handovers, notice
from zhiyin.resolve.promises.views.trying import in_force, tries, trying

__all__ = [
    "board",
    "calendars",
    "cancellation",
    "dates",
    "feed_removal",
    "feeds",
    "fulfilment",
    "handback",
    "handovers",
    "in_force",
    "marked_days",
    "news",
    "notice",
    "reviewing",
    "tries",
    "trying",
    "voiding",
]
