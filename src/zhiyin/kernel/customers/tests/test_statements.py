"""What `kernel.statements` promises, on the tables of customers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.statements import Read, insert

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)


def test_insert_writes_what_save_writes() -> None:
    swift, slow = (Customer(name="李娜", language="zh", attributes={"vip": True}, made_at=NOW) for _n in range(2))
    insert(swift)
    slow.save(force_insert=True)
    read = {one.id: one for one in Customer.objects.all()}
    for field in Customer._meta.concrete_fields:
        if field.name not in ("id", "number"):
            assert getattr(read[swift.id], field.attname) == getattr(read[slow.id], field.attname), field.name
    assert swift.number == read[swift.id].number
    assert slow.number == swift.number + 1


def test_several_rows_go_in_one_statement_and_get_their_numbers() -> None:
    rows = [Customer(name=str(n), made_at=NOW) for n in range(5)]
    with CaptureQueriesContext(connection) as captured:
        insert(*rows)
    assert len(captured) == 1
    assert {one.number: one.name for one in Customer.objects.all()} == {one.number: one.name for one in rows}


def test_an_inserted_row_may_be_saved_again() -> None:
    row = Customer(name="a", made_at=NOW)
    insert(row)
    row.name = "b"
    row.save()
    assert list(Customer.objects.values_list("name", flat=True)) == ["b"]


def test_a_row_that_brings_its_number_is_refused_and_a_broken_rule_is_said() -> None:
    with pytest.raises(ValueError, match="brings its own number"):
        insert(Customer(number=7, made_at=NOW))
    row = Customer(made_at=NOW)
    insert(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Customer(id=row.id, made_at=NOW))


def test_a_read_gives_what_its_queryset_gives_with_related_rows() -> None:
    read: Read[Identity] = Read(
        lambda kind, value: Identity.objects.select_related("customer__whole").filter(kind=kind, value=value)[:1],
        parameters=2,
    )
    whole, part = (Customer(name=name, made_at=NOW, attributes={"a": [1]}) for name in ("whole", "part"))
    insert(whole)
    part.whole = whole
    insert(part)
    insert(
        Identity(customer=part, kind="email", value="a@example.com"), Identity(customer=whole, kind="phone", value="1")
    )
    connection.send_waiting()  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as captured:
        for _n in range(8):  # past the run at which the server prepares it
            first, second = read.first("email", "a@example.com"), read.first("phone", "1")
            assert first is not None
            assert (first.customer, first.customer.whole) == (part, whole)
            assert first.customer.attributes == {"a": [1]}
            assert second is not None
            assert (second.customer, second.customer.whole) == (whole, None)
    assert len(captured) == 16
    assert read.first("phone", "2") is None
