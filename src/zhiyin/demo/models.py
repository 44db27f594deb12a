"""How far the seeding has come, so that an interrupted one goes on."""

from __future__ import annotations

from django.db import models

from zhiyin.kernel.identifiers import Noun


class Seeding(Noun):
    """What was asked for. The same numbers give the same company again, to the last letter.

    `recent_at`: the cast, customers and last days are there; `waiting_at`: and what waits for people; `written_at`: the
    whole history; `finished_at`: and what the house finds out from it.
    """

    seed = models.IntegerField()
    guests = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    truths = models.JSONField()
    now = models.DateTimeField()
    recent_at = models.DateTimeField(null=True)
    waiting_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
