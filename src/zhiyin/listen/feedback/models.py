"""Feedback: what a customer said unasked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhiyin.kernel.identifiers import Noun


class Feedback(Noun):
    """A review, a suggestion, a remark at the counter, as it was said.

    `source` and `external_id` name it where it came from; `rating` is 1 to 5 where the source has one; `at` is when it
    was said, `place` where: the counter, the branch, the page of a site. `text` is blank where only a rating was given.
    """

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    product = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "external_id"], name="feedback_once_per_source"),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="rating_of_1_to_5"),
            models.CheckConstraint(condition=~Q(text="") | ~Q(rating=None), name="feedback_says_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="feedback_by_time")]
