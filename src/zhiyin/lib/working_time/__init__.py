"""Working time: calendars with several windows a day, holidays, make-up days and pauses; deadlines and what has passed.

All results are UTC. The rules are those of a promise's clock: start outside windows begins at the next window; a pause
moves the deadline by the working time paused and by nothing else.
"""

from zhiyin.lib.working_time.calendar import Calendar, NoWorkingTime, Window
from zhiyin.lib.working_time.chinese import OFFICE_WEEK, YearNotPublished, chinese_calendar, years_published
from zhiyin.lib.working_time.counting import Kind, Pause, Step, StillPaused, arithmetic, deadline, elapsed

__all__ = [
    "OFFICE_WEEK",
    "Calendar",
    "Kind",
    "NoWorkingTime",
    "Pause",
    "Step",
    "StillPaused",
    "Window",
    "YearNotPublished",
    "arithmetic",
    "chinese_calendar",
    "deadline",
    "elapsed",
    "years_published",
]
