"""Signed heads: any booking can be checked against one without a look at others, and whatever was altered is found."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.kernel.ledger import merkle
from zhiyin.kernel.ledger.actions import Line, book
from zhiyin.kernel.ledger.heads import ChainBroken, digest, is_signed, proof_of, seal_day
from zhiyin.kernel.ledger.models import Head, SigningKey, Transaction
from zhiyin.kernel.people.actor import system

HOUSE = system("tests")
DAYS = [date(2025, 11, day) for day in (3, 4, 5)]


def booked(n: int = 1) -> list[Transaction]:
    lines = [Line("cost", 100, "CNY"), Line("owed", -100, "CNY")]
    return [book("lamp", lines, about_id=None, by=HOUSE, because=None) for _ in range(n)]


def test_a_tree_is_that_of_rfc_6962() -> None:
    """The inputs and roots of the test vectors of RFC 6962's reference implementation, leaves as given bytes."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    leaves = [merkle.leaf(one) for one in inputs]
    assert {n: merkle.root(leaves[:n]).hex() for n in roots} == roots
    assert merkle.root([]).hex() == hashlib.sha256(b"").hexdigest()


@given(st.integers(1, 300), st.data(), st.sampled_from([1, 2, 4, 16]))
def test_every_leaf_leads_to_the_root_also_by_way_of_blocks(n: int, data: st.DataObject, block: int) -> None:
    leaves = [merkle.leaf(f"{number:064x}") for number in range(n)]
    index = data.draw(st.integers(0, n - 1))
    whole = merkle.path(leaves, index)
    assert merkle.climbed(leaves[index], whole) == merkle.root(leaves)
    assert len(whole) <= (n - 1).bit_length()
    parts = [leaves[first : first + block] for first in range(0, n, block)]
    roots = [merkle.root(part) for part in parts]
    assert merkle.root(roots) == merkle.root(leaves)
    by_block = merkle.path(parts[index // block], index % block) + merkle.path(roots, index // block)
    assert by_block == whole


@pytest.mark.django_db
def test_a_booking_is_proven_against_the_signed_head_of_its_day_alone() -> None:
    three = booked(3)
    heads = [seal_day(DAYS[0])]
    two = booked(2)
    heads += [seal_day(DAYS[1]), seal_day(DAYS[2])]
    assert [(one.first, one.last) for one in heads] == [(1, 3), (4, 5), (6, 5)]
    for one in (*three, *two):
        found = proof_of(Transaction.objects.get(id=one.id))
        assert found.ok
        assert found.head == (heads[0] if one.number < 4 else heads[1])
        # what anybody can do alone, with the entry, the path and the public key
        payload = json.dumps(one.payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        own = hashlib.sha256((one.previous_hash + payload).encode()).hexdigest()
        told = json.loads(found.head.statement)
        assert merkle.climbed(merkle.leaf(own), found.path).hex() == told["root"]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(found.head.key.public))
        key.verify(bytes.fromhex(found.head.signature), found.head.statement.encode())
    assert json.loads(heads[1].statement)["previous"] == digest(heads[0])


@pytest.mark.django_db
def test_a_day_is_sealed_once_and_a_head_is_never_changed() -> None:
    booked()
    head = seal_day(DAYS[0])
    booked()
    assert seal_day(DAYS[0]) == head
    assert SigningKey.objects.count() == 1
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Head.objects.update(last=9)


@pytest.mark.django_db
def test_what_no_head_covers_yet_says_so() -> None:
    (one,) = booked()
    found = proof_of(one)
    assert (found.ok, found.head, found.included, found.signed) == (True, None, None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tampering", "fails"),
    [
        ("UPDATE ledger_transaction SET payload = jsonb_set(payload, '{kind}', '\"gift\"') WHERE number = 2", "row"),
        ("UPDATE ledger_posting SET amount = amount * 2", "row"),
        ("UPDATE ledger_transaction SET hash = repeat('a', 64) WHERE number = 2", "row"),
        ("UPDATE ledger_transaction SET hash = repeat('a', 64) WHERE number = 1", "chained"),
        ("UPDATE ledger_transaction SET hash = repeat('a', 64) WHERE number = 4", "included"),
        ("DELETE FROM ledger_transaction WHERE number = 4", "included"),
        ("UPDATE ledger_head SET hash = repeat('a', 64)", "signed"),
        ("UPDATE ledger_head SET signature = repeat('a', 128)", "signed"),
        ("UPDATE ledger_head SET statement = replace(statement, '\"first\":1', '\"first\":0')", "signed"),
    ],
)  # fmt: skip
def test_whatever_is_altered_is_found(tampering: str, fails: str) -> None:
    booked(5)
    seal_day(DAYS[0])
    assert proof_of(Transaction.objects.get(number=2)).ok
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(tampering)
        cursor.execute("SET LOCAL session_replication_role = origin")
    found = proof_of(Transaction.objects.get(number=2))
    assert not found.ok
    assert getattr(found, fails) is False


@pytest.mark.django_db
def test_a_whole_chain_that_is_written_anew_does_not_fit_what_was_signed() -> None:
    booked(3)
    seal_day(DAYS[0])
    from zhiyin.kernel.ledger.policy import BEGINNING, next_hash

    previous = BEGINNING
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        for one in Transaction.objects.order_by("number"):
            one.payload["memo"] = "another"
            one.memo, one.previous_hash, one.hash = "another", previous, next_hash(previous, one.payload)
            one.save()
            previous = one.hash
        cursor.execute("SET LOCAL session_replication_role = origin")
    found = proof_of(Transaction.objects.get(number=2))
    assert (found.row, found.chained, found.included, found.ok) == (True, True, False, False)


@pytest.mark.django_db
def test_a_broken_chain_is_not_signed() -> None:
    booked(3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_transaction SET previous_hash = repeat('b', 64) WHERE number = 2")
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(ChainBroken, match="2"):
        seal_day(DAYS[0])
    assert not Head.objects.exists()


@pytest.mark.django_db
def test_a_day_of_more_than_one_block_is_proven_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merkle, "BLOCK", 4)
    rows = booked(11)
    head = seal_day(DAYS[0])
    assert len(head.blocks) == 3
    assert is_signed(head)
    assert all(proof_of(one).ok for one in rows)
