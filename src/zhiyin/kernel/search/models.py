"""The index: one row for each thing that can be found."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from zhiyin.kernel.identifiers import Noun


class Document(Noun):
    """A thing that can be found: its words, where it leads, and the permission and unit that it takes to see it."""

    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300)
    permission = models.CharField(max_length=60)
    unit_id = models.UUIDField(null=True)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    words = SearchVectorField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="document_once")]
        indexes: ClassVar = [GinIndex(fields=["words"], name="document_words")]
