"""Key-set pages: every row once, forwards and backwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import BadRequest
from django.test import RequestFactory

from zhiyin.face.pages import cursor_page
from zhiyin.kernel.customers.models import Customer

pytestmark = pytest.mark.django_db

ORDER = ("-made_at", "-id")
START = datetime(2026, 10, 1, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def customers() -> list[Customer]:
    """Eleven customers, three at the very same microsecond."""
    made = [Customer(name=str(n), made_at=START + timedelta(microseconds=n // 3)) for n in range(11)]
    Customer.objects.bulk_create(made)
    return list(Customer.objects.order_by(*ORDER))


def _page(address: str) -> object:
    return cursor_page(Customer.objects.all(), RequestFactory().get(f"/customers{address}"), ORDER, 4)


def test_walking_forwards_and_back_shows_every_row_once(customers: list[Customer]) -> None:
    first = _page("?q=x")
    second = _page(first.next)
    third = _page(second.next)
    assert [*first, *second, *third] == customers
    assert first.previous is None
    assert third.next is None
    assert "q=x" in second.next
    assert _page(third.previous).rows == second.rows
    assert _page(second.previous).rows == first.rows
    assert _page(second.previous).previous is None


@pytest.mark.parametrize(
    "cursor", ["x", "bm90IGpzb24=", "W10=", "W3t9LDFd", "WyJ4IiwieSJd", "WzEsMl0=", "WyIyMDI2IiwiXHUwMDAwIl0="]
)
def test_a_damaged_cursor_is_a_bad_request(cursor: str) -> None:
    with pytest.raises(BadRequest):
        _page(f"?after={cursor}")
