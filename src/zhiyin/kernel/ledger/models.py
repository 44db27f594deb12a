"""Transactions, chained by hash, and their postings. The database itself refuses changes and imbalance."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyin.kernel.identifiers import Noun


class Transaction(Noun):
    """One booking: `number` counts without a gap, `hash` = SHA-256(previous hash ‖ canonical JSON of `payload`).

    The payload holds no personal data: people and customers stand in it by their ids alone.
    """

    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=60)
    about_id = models.UUIDField(null=True, db_index=True)
    memo = models.CharField(max_length=300, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    payload = models.JSONField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Posting(Noun):
    """One line of a transaction: positive is debit, negative is credit, in minor units of `currency`."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=60)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=10)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "currency"], name="posting_of_account", include=["amount"]),
            models.Index(fields=["customer", "account"], name="posting_of_customer"),
        ]
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(amount=0), name="posting_moves_something")]


class SigningKey(Noun):
    """An Ed25519 key that signs heads: the public half in hexadecimal, the private one sealed (`kernel.sealing`)."""

    name = models.CharField(max_length=16, unique=True)
    public = models.CharField(max_length=64)
    sealed = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Head(Noun):
    """What the chain came to when a day was over: `statement` is what is signed. Never changed.

    `first` to `last` are the bookings since the head before (last = first − 1: none), `blocks` the Merkle roots of each
    1,024 of them.
    """

    day = models.DateField(unique=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    blocks = models.JSONField(default=list)
    statement = models.TextField()
    signature = models.CharField(max_length=128)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="heads")
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["last", "first"], name="head_of_booking")]

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
