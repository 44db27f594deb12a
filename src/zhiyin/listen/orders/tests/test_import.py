"""Importing invoices line by line: bad rows apart, twice changes nothing, a kill loses nothing."""

from __future__ import annotations

import csv
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection

from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.imports import actions
from zhiyin.kernel.imports.actions import run_import
from zhiyin.kernel.imports.models import BadRow, Run
from zhiyin.kernel.imports.work import Progress, Work
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.orders.models import Line, Order
from zhiyin.listen.orders.reads import totals_by_customer

pytestmark = pytest.mark.django_db
HOUSE = system("test")
MAPPING = Path(__file__).parent.parent / "mappings" / "online_retail.yaml"
REAL = Path(__file__).parents[6] / "shared" / "data" / "online_retail" / "online_retail_to_2011-08.parquet"
HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
ROWS = """536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26,2.55,17850,United Kingdom
536365,71053,WHITE LANTERN,6,2010-12-01 08:26,3.39,17850,United Kingdom
536366,22633,HAND WARMER,6,2010-12-01 08:28,1.85,17850,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41,27.50,14527,France
536367,84879,BIRD ORNAMENT,many,2010-12-01 08:34,1.69,13047,Norway
536367,22745,PLAYHOUSE,6,2010-12-01 08:34,2.10,13047,Norway
536368,22960,JAM MAKING,6,2010-12-01 08:34,4.25,,Norway
"""


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    path = tmp_path / "invoices.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def bring(path: Path, **more: Any) -> Progress:
    more.setdefault("side_file", path.parent / "bad.csv")
    return run_import("orders", path, MAPPING, by=HOUSE, **more)


def everything() -> list[Any]:
    """All that an import may change, with identifiers (but for the short number, which the database counts on)."""
    found = []
    for table in (Customer, Identity, Order, Line):
        names = [one.name for one in table._meta.fields if one.name != "number"]
        found.append(list(table.objects.order_by("id").values_list(*names)))
    return found


def test_invoice_lines_become_orders_of_customers(invoices: Path) -> None:
    told = bring(invoices)
    assert (told.rows, told.good, told.bad) == (7, 5, 2)
    assert told.made == {"customers": 3, "orders": 4, "lines": 5}
    order = Order.objects.get(external_id="536365")
    assert (order.amount_minor, order.currency, order.state) == (6 * 255 + 6 * 339, "GBP", "placed")
    assert [line.product for line in order.lines.order_by("position")] == ["85123A", "71053"]
    assert order.customer.attributes == {"country": "United Kingdom"}
    credit = Order.objects.get(external_id="C536379")
    assert (credit.amount_minor, credit.state) == (-2750, "cancelled")
    assert {total.customer_id: total.amount_minor for total in totals_by_customer()}[order.customer_id] == 3564 + 1110
    assert Identity.objects.filter(kind="external", value="online_retail:17850", verified_how="import").count() == 1


def test_identifiers_carry_the_rows_own_time(invoices: Path) -> None:
    bring(invoices)
    order = Order.objects.get(external_id="536365")
    assert order.id.version == 7
    assert order.id.int >> 80 == int(order.placed_at.timestamp() * 1000)


def test_bad_rows_are_kept_with_line_and_reason_and_the_good_ones_come_in(invoices: Path) -> None:
    told = bring(invoices)
    assert [(bad.line, bad.reason) for bad in BadRow.objects.order_by("line")] == [
        (6, "not_an_integer"),
        (8, "no_customer"),
    ]
    assert told.side_file is not None
    with told.side_file.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["_line"] for row in rows] == ["6", "8"]
    assert rows[0]["Quantity"] == "many"
    assert "many" in rows[0]["_reason"]


def test_a_second_run_changes_nothing(invoices: Path) -> None:
    bring(invoices)
    before = everything()
    again = bring(invoices)
    assert sum(again.made.values()) == 0
    assert everything() == before


def test_mended_rows_of_the_side_file_take_their_own_place(invoices: Path) -> None:
    side = bring(invoices).side_file
    assert side is not None
    side.write_text(side.read_text(encoding="utf-8-sig").replace(",many,", ",4,"), encoding="utf-8")
    told = bring(side, side_file=side.with_name("still_bad.csv"))
    assert (told.good, told.bad) == (1, 1)
    order = Order.objects.get(external_id="536367")
    assert order.amount_minor == 6 * 210 + 4 * 169
    assert [line.product for line in order.lines.order_by("position")] == ["84879", "22745"]
    assert list(BadRow.objects.filter(run_id=told.run_id).values_list("line", flat=True)) == [8]


def test_a_dry_run_lists_every_bad_row_and_keeps_nothing(invoices: Path, capsys: Any) -> None:
    before = everything()
    call_command("import", "orders", invoices, mapping=MAPPING, dry_run=True, language="en")
    told = capsys.readouterr().out
    assert "line 6: “Quantity” must be a whole number, not “many”." in told
    assert "line 8: The row names no customer" in told
    assert "7 rows read: 5 good, 2 bad" in told
    assert "nothing was kept" in told
    assert everything() == before
    run = Run.objects.get()
    assert (run.rehearsal, run.good, run.bad) == (True, 5, 2)


def test_a_dry_run_speaks_chinese_to_a_chinese_reader(invoices: Path, capsys: Any) -> None:
    call_command("import", "orders", invoices, mapping=MAPPING, dry_run=True, language="zh-hans")
    assert "第 6 行：“数量”必须是整数，而不是“many”。" in capsys.readouterr().out


def test_an_import_announces_no_row(invoices: Path) -> None:
    bring(invoices)
    assert [entry.event for entry in Entry.objects.all()] == ["ImportFinished"]


def test_only_who_may_import_imports(invoices: Path) -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        run_import("orders", invoices, MAPPING, by=Actor(kind="person"))


def test_what_cannot_be_imported_at_all_is_said_before_anything_is_done(invoices: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "wrong.yaml"
    mapping.write_text(yaml.safe_dump({"fields": {"external_id": "Nowhere"}}), encoding="utf-8")
    with pytest.raises(CommandError, match="Nowhere"):
        call_command("import", "orders", invoices, mapping=mapping, language="en")
    with pytest.raises(CommandError, match="There is no target"):
        call_command("import", "chairs", invoices, language="en")
    assert not Run.objects.exists()


def test_an_order_whose_lines_lie_far_apart_is_still_one_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "apart.csv"
    first, *others = ROWS.splitlines(keepends=True)[:3]
    path.write_text(HEAD + first + others[1] + others[0] + first, encoding="utf-8")
    monkeypatch.setattr("zhiyin.kernel.imports.readers.chunk.ROWS", 1)
    bring(path)
    order = Order.objects.get(external_id="536365")
    assert order.amount_minor == 2 * 6 * 255 + 6 * 339
    assert list(order.lines.order_by("position").values_list("product", flat=True)) == ["85123A", "71053", "85123A"]


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_killed_goes_on_after_its_last_chunk(invoices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhiyin.kernel.imports.readers.chunk.ROWS", 2)
    whole = Work._load
    chunks = []

    def killed_in_the_third(self: Any, *given: Any) -> None:
        chunks.append(given)
        whole(self, *given)
        if len(chunks) == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Work, "_load", killed_in_the_third)
        with pytest.raises(KeyboardInterrupt):
            bring(invoices)
    run = Run.objects.get()
    assert (run.state, run.position) == ("stopped", 4)
    Run.objects.update(state="running")  # as a kill -9 leaves it
    told = bring(invoices, resume=True)
    assert (told.run_id, told.began_at_row, told.rows) == (run.id, 4, 7)
    assert (told.good, told.bad) == (5, 2)
    assert Line.objects.count() == 5
    assert Order.objects.get(external_id="536365").amount_minor == 3564
    run.refresh_from_db()
    assert (run.state, run.position, run.made) == ("done", 7, {"customers": 3, "orders": 4, "lines": 5})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("killed_in", [1, 2, 3, 4])
def test_a_run_that_was_killed_and_resumed_leaves_the_rows_of_an_unbroken_one(
    invoices: Path, monkeypatch: pytest.MonkeyPatch, killed_in: int
) -> None:
    monkeypatch.setattr("zhiyin.kernel.imports.readers.chunk.ROWS", 2)
    at = datetime(2024, 5, 1, tzinfo=UTC)

    def listed() -> list[Any]:
        return list(BadRow.objects.order_by("line").values_list("line", "reason", "words", "row"))

    told = bring(invoices, at=at)
    rows, bad, side = everything(), listed(), (invoices.parent / "bad.csv").read_bytes()
    for table in (Line, Order, Identity, Customer, BadRow, Run):
        table.objects.all().delete()
    whole, chunks = Work._load, 0

    def killed(self: Any, *given: Any) -> None:
        nonlocal chunks
        whole(self, *given)
        chunks += 1
        if chunks == killed_in:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Work, "_load", killed)
        with pytest.raises(KeyboardInterrupt):
            bring(invoices, at=at)
    assert Run.objects.get().position == 2 * (killed_in - 1)
    resumed = bring(invoices, at=at, resume=True)
    assert (everything(), listed()) == (rows, bad)
    assert (invoices.parent / "bad.csv").read_bytes() == side
    assert (resumed.made, resumed.good, resumed.bad) == (told.made, told.good, told.bad)


def test_what_the_first_rows_do_not_tell_of_a_customer_a_later_one_does(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "order_id,order_date,amount,customer_id,customer_name,email\n"
        "1,2024-05-01,many,7,The bad row,\n"
        "2,2024-05-01,100,7,,\n"
        "3,2024-05-01,100,7,李娜,Li.Na@example.com\n"
        "4,2024-05-01,100,8,Wang Wei,\n",
        encoding="utf-8",
    )
    told = run_import("orders", path, by=HOUSE, side_file=tmp_path / "bad.csv")
    assert (told.good, told.bad) == (3, 1)
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Wang Wei", "李娜"]
    assert Identity.objects.get(kind="email").value == "li.na@example.com"


def test_a_place_named_twice_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text(
        "order_id,order_date,sku,qty,price,customer_id,_position\n"
        "1,2024-05-01,A,1,100,7,1\n1,2024-05-01,B,1,20,7,1\n1,2024-05-01,C,1,3,7,2\n2,2024-05-01,A,1,100,7,1\n",
        encoding="utf-8",
    )
    told = run_import("orders", path, by=HOUSE, side_file=tmp_path / "bad.csv")
    assert told.made == {"customers": 1, "orders": 2, "lines": 3}
    assert dict(Order.objects.values_list("external_id", "amount_minor")) == {"1": 103, "2": 100}


def test_each_bad_row_says_what_is_amiss_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "order_id,order_date,amount,sku,qty,price,unit,customer_id\n"
        "1,2024-05-01,100,,,,Nowhere,7\n"
        "2,2024-05-01,,A,2,,,7\n"
        "3,2024-05-01,,,,,,7\n"
        "4,2024-05-01,,A,2000000000,9000000000000000000,,7\n"
        "5,2024-05-01,100,,,,,\n"
        "6,2024-05-01,100,,,,,7\n",
        encoding="utf-8",
    )
    told = run_import("orders", path, by=HOUSE, side_file=tmp_path / "bad.csv")
    assert told.good == 1
    assert list(BadRow.objects.order_by("line").values_list("line", "reason")) == [
        (2, "no_unit"),
        (3, "half_a_line"),
        (4, "no_amount"),
        (5, "too_much"),
        (6, "no_customer"),
    ]
    with (tmp_path / "bad.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["order_id"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert "18000000000000000000000000000" in rows[3]["_reason"]


@pytest.mark.django_db(transaction=True)
def test_a_file_is_imported_by_one_run_at_a_time(invoices: Path) -> None:
    from zhiyin.kernel.imports.reasons import ImportFault

    key = actions._lock_of("orders", actions._digest_of(invoices))
    import psycopg

    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [key])
        with pytest.raises(ImportFault):
            bring(invoices)
        other.execute("SELECT pg_advisory_unlock(%s)", [key])  # closing alone lets go some moments later
    bring(invoices)


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_the_invoices_of_a_real_shop_come_in(tmp_path: Path) -> None:
    began = time.perf_counter()
    told = run_import("orders", REAL, MAPPING, by=HOUSE, side_file=tmp_path / "bad.csv")
    assert (told.rows, told.good + told.bad) == (320_705, 320_705)
    assert set(told.reasons) == {"no_customer"}
    assert told.made["customers"] > 3000
    assert told.made["lines"] == told.good
    assert Order.objects.filter(state="cancelled", amount_minor__gt=0).count() == 0
    assert time.perf_counter() - began < 300
