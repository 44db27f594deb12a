"""Signed heads: each day we sign what the chain comes to, and anybody can check one booking against it.

A head is a line of canonical JSON that names its day, the bookings since the head before (`first` to `last`), the hash of
the last one, the Merkle root above their hashes, and the SHA-256 of the head before. It is signed by Ed25519 under a key of
our own; only the sealed private key is stored, so that a copy of the database signs nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.ledger import merkle
from zhiyin.kernel.ledger.models import Head, SigningKey, Transaction
from zhiyin.kernel.ledger.policy import BEGINNING, canonical
from zhiyin.kernel.ledger.reads import fault_of
from zhiyin.kernel.sealing import seal, unseal

_LOCK = 0x5A59_0003


class ChainBroken(RuntimeError):
    """The chain does not hold: what is said names the booking. Nothing is signed."""


@transaction.atomic
def seal_day(day: date, at: datetime | None = None) -> Head:
    """Sign what was booked since the last head, once a day; again gives the head that is there.

    The stretch is walked first: every hash, every posting. Raises `ChainBroken` where it does not hold.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    known = Head.objects.filter(day=day).first()
    if known is not None:
        return known
    before = Head.objects.order_by("-last", "-day").first()
    last, hash_ = (before.last, before.hash) if before else (0, BEGINNING)
    first, leaves = last + 1, []
    for booked in (
        Transaction.objects.filter(number__gt=last).order_by("number").prefetch_related("postings").iterator(2000)
    ):
        fault = fault_of(booked, hash_, last + 1)
        if fault:
            raise ChainBroken(fault)
        leaves.append(merkle.leaf(booked.hash))
        last, hash_ = booked.number, booked.hash
    key = _key(at)
    roots = merkle.blocks(leaves)
    statement = canonical(
        {
            "day": day.isoformat(),
            "first": first,
            "last": last,
            "hash": hash_,
            "root": merkle.root(roots).hex(),
            "previous": digest(before) if before else BEGINNING,
            "key": key.name,
        }
    )
    return Head.objects.create(
        day=day,
        first=first,
        last=last,
        hash=hash_,
        blocks=[one.hex() for one in roots],
        statement=statement,
        signature=_sign(key, statement),
        key=key,
        made_at=at or timezone.now(),
    )


def digest(head: Head) -> str:
    """What the next head names this one by."""
    return hashlib.sha256(head.statement.encode()).hexdigest()


def is_signed(head: Head) -> bool:
    """Whether its signature is that of its key over its statement, and its columns are what the statement says."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key.public))
        public.verify(bytes.fromhex(head.signature), head.statement.encode())
    except (InvalidSignature, ValueError):
        return False
    told = json.loads(head.statement)
    here = (head.day.isoformat(), head.first, head.last, head.hash, head.key.name)
    return here == tuple(told[name] for name in ("day", "first", "last", "hash", "key"))


@dataclass(frozen=True, slots=True)
class Proof:
    """What the check of one booking found: each is True, False, or None where there is nothing to check yet.

    `row`: its hash is that of what stands in it. `chained`: its neighbours in the chain name the same hashes. `included`:
    its hash leads by `path` to the root of `head`. `signed`: our signature under that head holds.
    """

    booked: Transaction
    row: bool
    chained: bool
    head: Head | None
    path: list[merkle.Step]
    included: bool | None
    signed: bool | None

    @property
    def ok(self) -> bool:
        return self.row and self.chained and self.included is not False and self.signed is not False


def proof_of(booked: Transaction) -> Proof:
    """Check one booking against its neighbours and the head of its day; reads at most 1,024 hashes of others."""
    row = not fault_of(booked, booked.previous_hash, booked.number)
    around = dict(
        Transaction.objects.filter(number__in=(booked.number - 1, booked.number + 1)).values_list("number", "hash")
    )
    before = BEGINNING if booked.number == 1 else around.get(booked.number - 1)
    after = Transaction.objects.filter(number=booked.number + 1).values_list("previous_hash", flat=True).first()
    chained = before == booked.previous_hash and after in (None, booked.hash)
    head = Head.objects.select_related("key").filter(first__lte=booked.number, last__gte=booked.number).first()
    if head is None:
        return Proof(booked, row, chained, None, [], None, None)
    index = booked.number - head.first
    block, place = divmod(index, merkle.BLOCK)
    begin = head.first + block * merkle.BLOCK
    numbers = Transaction.objects.filter(number__gte=begin, number__lt=min(begin + merkle.BLOCK, head.last + 1))
    leaves = [merkle.leaf(one) for one in numbers.order_by("number").values_list("hash", flat=True)]
    whole = len(leaves) == min(merkle.BLOCK, head.last + 1 - begin)
    if not whole:
        return Proof(booked, row, chained, head, [], False, is_signed(head))
    steps = merkle.path(leaves, place) + merkle.path([bytes.fromhex(one) for one in head.blocks], block)
    reached = merkle.climbed(merkle.leaf(booked.hash), steps).hex()
    return Proof(booked, row, chained, head, steps, reached == json.loads(head.statement)["root"], is_signed(head))


def _key(at: datetime | None) -> SigningKey:
    """The newest key; made when there is none."""
    known = SigningKey.objects.order_by("-made_at").first()
    if known is not None:
        return known
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw().hex()
    return SigningKey.objects.create(
        name=hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16],
        public=public,
        sealed=seal(private.private_bytes_raw().hex()),
        made_at=at or timezone.now(),
    )


def _sign(key: SigningKey, statement: str) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(unseal(key.sealed)))
    return private.sign(statement.encode()).hex()
