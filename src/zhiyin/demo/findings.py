"""What the house finds out by itself every night, run once over the seeded history."""

from __future__ import annotations

from datetime import datetime

from zhiyin.demo.trial import expose
from zhiyin.kernel.people.actor import system
from zhiyin.recover.compensation.actions import look_for_abuse
from zhiyin.understand.hotspots.actions import look
from zhiyin.understand.topics.actions import label_unlabelled
from zhiyin.understand.value.actions import count_all_risks, count_all_values

BATCH = 5_000


def find_out(now: datetime) -> None:
    """Label every text, value every customer, count who met the trial, look for hotspots and for claims that belong
    together.
    """
    while label_unlabelled(BATCH):
        continue
    count_all_values(now)
    count_all_risks(now)
    expose()
    look(now, by=system("demo"))
    look_for_abuse(by=system("demo"), at=now)
