"""The import targets of orders: whole orders, or invoices line by line."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.imports.batch import TABLE, Batch
from zhiyin.kernel.imports.customers import CUSTOMER_FIELDS, PEOPLE, find_or_make, name_the_customer
from zhiyin.kernel.imports.register import Bad, Columns, Field, reason, target
from zhiyin.kernel.imports.statements import head_of, id_of, id_with, refuse_unknown_units, unit_of

NO_AMOUNT = reason("no_amount", _("The order has neither an amount nor lines."))
HALF_A_LINE = reason("half_a_line", _("A line needs a product, a quantity and a price."))
TOO_MUCH = reason("too_much", _("The line comes to %(value)s in minor units, which is more than %(maximum)s."))
#: the most that a line or an order may come to in minor units, so that no sum leaves the range of its column
MOST = 10**12


def prepare() -> Callable[[Columns, str], Bad]:
    """Fills `who`, and `position`: each row is the nth line of its order in the file, bad rows counted too, so that a row
    that is mended later takes its own place. Remembers a number for each order of the file.

    An order needs a customer: lines without one are bad rows, since nobody could be told of them or thanked for them.
    """
    seen: dict[object, int] = {}
    name = name_the_customer(required=True)

    def prepare_chunk(columns: Columns, source: str) -> Bad:
        bad = name(columns, source)
        positions = []
        for order, told in zip(columns["external_id"], columns["position"], strict=True):
            nth = seen[order] = seen.get(order, 0) + 1
            positions.append(told or nth)
        columns["position"] = positions
        return _amiss(columns) | bad

    return prepare_chunk


def _amiss(columns: Columns) -> Bad:
    """Rows that are half a line, or neither line nor order, or that come to too much."""
    bad: Bad = {}
    given = [columns[name] for name in ("product", "quantity", "unit_price_minor", "amount_minor")]
    for index, (product, quantity, price, amount) in enumerate(zip(*given, strict=True)):
        line = product is not None
        if line is (quantity is None) or line is (price is None):
            bad[index] = (HALF_A_LINE, {})
        elif line and abs(quantity * price) > MOST:
            bad[index] = (TOO_MUCH, {"value": quantity * price, "maximum": MOST})
        elif not line and amount is None:
            bad[index] = (NO_AMOUNT, {})
    return bad


def load(batch: Batch) -> dict[str, int]:
    """Make the orders that are not known, and their lines; an order's amount grows by the lines that are new."""
    refuse_unknown_units(batch)
    customers = find_or_make(batch, "placed_at")
    orders = _make_orders(batch)
    return {"customers": customers, "orders": orders, "lines": _make_lines(batch)}


def _make_orders(batch: Batch) -> int:
    """Fills `import_orders`, one row an order of the chunk; `fresh` are those that were made, with what their lines come
    to. `head` is the time in the identifiers of an order's lines, written once and not for each."""
    batch.run("DROP TABLE IF EXISTS import_orders")
    batch.run(
        f"""
        CREATE TEMPORARY TABLE import_orders ON COMMIT DROP AS
        SELECT o.*, {id_of("placed_at", "%(source)s || ':' || external_id")} AS id, false AS fresh,
               {head_of("placed_at")} AS head
        FROM (
            SELECT r.external_id, (array_agg(p.customer_id))[1] AS customer_id, min(r.placed_at) AS placed_at,
                   min(r.currency) AS currency, min(r.state) AS state, max(r.amount_minor) AS amount_minor,
                   min(r.unit) AS unit, sum(r.quantity * r.unit_price_minor)::bigint AS lines_minor,
                   count(r.product) AS lines
            FROM {batch.table} r JOIN {PEOPLE} p ON p.who = r.who
            WHERE r.reason IS NULL GROUP BY r.external_id
        ) o
        """
    )
    made = batch.run(
        f"""
        WITH made AS (
            INSERT INTO orders_order
                (id, customer_id, source, external_id, unit_id, placed_at, amount_minor, currency, state)
            SELECT o.id, o.customer_id, %(source)s, o.external_id, {unit_of("o.unit")}, o.placed_at,
                   coalesce(o.amount_minor, o.lines_minor, 0), o.currency, o.state
            FROM import_orders o ORDER BY o.id ON CONFLICT DO NOTHING RETURNING id
        )
        UPDATE import_orders o SET fresh = true FROM made WHERE made.id = o.id
        """
    )
    # Orders that were there before keep their identifiers.
    batch.run(
        """
        UPDATE import_orders n SET id = o.id FROM orders_order o
        WHERE NOT n.fresh AND o.source = %(source)s AND o.external_id = n.external_id AND o.id <> n.id
        """
    )
    batch.run("ANALYZE import_orders")  # only now: how many are fresh decides how their rows are found
    return made


def _make_lines(batch: Batch) -> int:
    """Lines of orders just made are in their amounts already; those of orders that were there before make them grow.

    (To update each order would cost as much again as its lines.)
    """
    made = _make_lines_of_fresh_orders(batch)
    if not batch.value("SELECT EXISTS (SELECT 1 FROM import_orders WHERE NOT fresh)"):
        return made
    added = batch.value(
        f"""
        WITH made AS (
            {_lines_where("NOT o.fresh")} ON CONFLICT DO NOTHING
            RETURNING order_id, quantity * unit_price_minor AS amount
        ), sums AS (
            SELECT order_id, count(*) AS lines, sum(amount) AS amount FROM made GROUP BY order_id
        ), grown AS (
            UPDATE orders_order o SET amount_minor = o.amount_minor + s.amount
            FROM sums s JOIN import_orders i ON i.id = s.order_id
            WHERE o.id = s.order_id AND i.amount_minor IS NULL RETURNING 1
        )
        SELECT coalesce(sum(lines), 0) FROM sums
        """
    )
    return made + int(added)


def _make_lines_of_fresh_orders(batch: Batch) -> int:
    """A file may name a place in an order twice: then the order comes to what was made."""
    made = batch.insert(_lines_where("o.fresh"))
    if made != (batch.value("SELECT sum(lines) FROM import_orders WHERE fresh") or 0):
        batch.run(
            """
            UPDATE orders_order o SET amount_minor = s.amount
            FROM (
                SELECT l.order_id, sum(l.quantity * l.unit_price_minor) AS amount
                FROM orders_line l JOIN import_orders i ON i.id = l.order_id
                WHERE i.fresh AND i.amount_minor IS NULL GROUP BY l.order_id
            ) s
            WHERE o.id = s.order_id AND o.amount_minor <> s.amount
            """
        )
    return made


def _lines_where(which: str) -> str:
    """The statement that makes the lines of some orders."""
    return f"""
        INSERT INTO orders_line (id, order_id, position, product, name, quantity, unit_price_minor)
        SELECT {id_with("o.head", "o.id || ':' || r.position")}, o.id, r.position,
               r.product, coalesce(r.name, ''), r.quantity, r.unit_price_minor
        FROM {TABLE} r JOIN import_orders o USING (external_id)
        WHERE r.reason IS NULL AND r.product IS NOT NULL AND {which}
    """


ORDERS = target(
    "orders",
    label=_("Orders"),
    fields=(
        Field("external_id", _("Order number"), required=True, maximum=200, names=("order_id", "order_no", "订单号")),
        Field("placed_at", _("Placed at"), "time", required=True, names=("order_date", "ordered_at", "下单时间")),
        Field("currency", _("Currency"), default="CNY", maximum=3),
        Field("state", _("State"), default="placed", choices=("placed", "cancelled")),
        Field("amount_minor", _("Amount"), "money", minimum=-MOST, maximum=MOST, names=("amount", "total", "金额")),
        Field("unit", _("Unit"), maximum=120),
        Field("product", _("Product"), maximum=100, names=("sku", "stock_code", "商品编号")),
        Field("name", _("Product's name"), maximum=300, names=("product_name", "description", "商品名称")),
        Field("quantity", _("Quantity"), "integer", minimum=-(2**31), maximum=2**31 - 1, names=("qty", "数量")),
        Field("unit_price_minor", _("Price of one"), "money", names=("unit_price", "price", "单价")),
        Field(
            "position", _("Place in the order"), "integer", minimum=1, maximum=2**31 - 1, worked_out=True, carried=True
        ),
        *CUSTOMER_FIELDS,
    ),
    load=load,
    prepare=prepare,
    tables=("customers_customer", "customers_identity", "orders_order", "orders_line"),
)
