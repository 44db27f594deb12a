"""Recurring work of topics."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.jobs.registry import job, recurring
from zhiyin.understand.topics.actions import label_anew, label_unlabelled

BATCH = 5000


@recurring("topics.label_unlabelled", "*/10 * * * *")
def label_what_imports_left() -> int:
    """Give imported texts a topic and a mood."""
    labelled = 0
    while batch := label_unlabelled(BATCH):
        labelled += batch
    return labelled


@job("topics.label_anew")
def label_anew_with_new_words(since: str) -> int:
    """Judge texts again after the words changed."""
    labelled = 0
    while batch := label_anew(datetime.fromisoformat(since), BATCH):
        labelled += batch
    return labelled
