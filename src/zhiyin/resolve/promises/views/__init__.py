"""The pages of promises: the board, and the calendars that their clocks run on."""

from zhiyin.resolve.promises.views.board import board, voiding
from zhiyin.resolve.promises.views.calendars import calendars, feed_removal, feeds, marked_days, news

__all__ = ["board", "calendars", "feed_removal", "feeds", "marked_days", "news", "voiding"]
