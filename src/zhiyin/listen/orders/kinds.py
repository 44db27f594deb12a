"""The import targets of orders: whole orders, or invoices line by line."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.imports.batch import Batch
from zhiyin.kernel.imports.customers import CUSTOMER_FIELDS, PEOPLE, find_or_make, name_the_customer
from zhiyin.kernel.imports.reasons import NO_CUSTOMER, NO_UNIT
from zhiyin.kernel.imports.register import Columns, Field, reason, target
from zhiyin.kernel.imports.statements import id_of

NO_AMOUNT = reason("no_amount", _("The order has neither an amount nor lines."))
HALF_A_LINE = reason("half_a_line", _("A line needs a product, a quantity and a price."))


def prepare() -> Callable[[Columns, str], None]:
    """Fills `who`, and `position`: each row is the nth line of its order in the file, bad rows counted too, so that a row
    that is mended later takes its own place. Remembers a number for each order of the file.
    """
    seen: dict[object, int] = {}
    name = name_the_customer()

    def prepare_chunk(columns: Columns, source: str) -> None:
        name(columns, source)
        positions = []
        for order, told in zip(columns["external_id"], columns["position"], strict=True):
            nth = seen[order] = seen.get(order, 0) + 1
            positions.append(told or nth)
        columns["position"] = positions

    return prepare_chunk


def load(batch: Batch) -> dict[str, int]:
    """Make the orders that are not known, and their lines; an order's amount grows by the lines that are new.

    An order needs a customer: lines without one are bad rows, since nobody could be told of them or thanked for them.
    """
    batch.refuse(NO_CUSTOMER, "who IS NULL")
    batch.refuse(HALF_A_LINE, "num_nonnulls(product, quantity, unit_price_minor) IN (1, 2)")
    batch.refuse(NO_AMOUNT, "product IS NULL AND amount_minor IS NULL")
    batch.refuse(
        NO_UNIT,
        "unit IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_unit u WHERE unit IN (u.name, u.name_en))",
    )
    customers = find_or_make(batch, "placed_at")
    batch.run("DROP TABLE IF EXISTS import_orders")
    batch.run(
        f"""
        CREATE TEMPORARY TABLE import_orders ON COMMIT DROP AS
        SELECT r.external_id, {id_of("min(r.placed_at)", "%(source)s || ':' || r.external_id")} AS id,
               (array_agg(p.customer_id))[1] AS customer_id, min(r.placed_at) AS placed_at, min(r.currency) AS currency,
               min(r.state) AS state, max(r.amount_minor) AS amount_minor, min(r.unit) AS unit
        FROM {batch.table} r JOIN {PEOPLE} p ON p.who = r.who
        WHERE r.reason IS NULL GROUP BY r.external_id
        """
    )
    orders = batch.run(
        """
        INSERT INTO orders_order
            (id, customer_id, source, external_id, unit_id, placed_at, amount_minor, currency, state)
        SELECT o.id, o.customer_id, %(source)s, o.external_id,
               (SELECT u.id FROM people_unit u WHERE o.unit IN (u.name, u.name_en) ORDER BY u.id LIMIT 1),
               o.placed_at, coalesce(o.amount_minor, 0), o.currency, o.state
        FROM import_orders o ORDER BY o.id ON CONFLICT DO NOTHING
        """
    )
    # Orders that were there before keep their identifiers.
    batch.run(
        """
        UPDATE import_orders n SET id = o.id FROM orders_order o
        WHERE o.source = %(source)s AND o.external_id = n.external_id AND o.id <> n.id
        """
    )
    batch.run("ANALYZE import_orders")
    batch.run(
        f"""
        WITH made AS (
            INSERT INTO orders_line (id, order_id, position, product, name, quantity, unit_price_minor)
            SELECT {id_of("o.placed_at", "o.id || ':' || r.position")}, o.id, r.position,
                   r.product, coalesce(r.name, ''), r.quantity, r.unit_price_minor
            FROM {batch.table} r JOIN import_orders o USING (external_id)
            WHERE r.reason IS NULL AND r.product IS NOT NULL
            ON CONFLICT DO NOTHING
            RETURNING order_id, quantity * unit_price_minor AS amount
        ), sums AS (
            SELECT order_id, count(*) AS lines, sum(amount) AS amount FROM made GROUP BY order_id
        ), grown AS (
            UPDATE orders_order o SET amount_minor = o.amount_minor + s.amount
            FROM sums s JOIN import_orders i ON i.id = s.order_id
            WHERE o.id = s.order_id AND i.amount_minor IS NULL RETURNING 1
        )
        SELECT coalesce(sum(lines), 0)::bigint FROM sums
        """
    )
    lines = batch.cursor.fetchone()[0]
    return {"customers": customers, "orders": orders, "lines": lines}


ORDERS = target(
    "orders",
    label=_("Orders"),
    fields=(
        Field("external_id", _("Order number"), required=True, maximum=200, names=("order_id", "order_no", "订单号")),
        Field("placed_at", _("Placed at"), "time", required=True, names=("order_date", "ordered_at", "下单时间")),
        Field("currency", _("Currency"), default="CNY", maximum=3),
        Field("state", _("State"), default="placed", choices=("placed", "cancelled")),
        Field("amount_minor", _("Amount"), "money", names=("amount", "total", "金额")),
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
