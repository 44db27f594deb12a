"""Customers that rows name: found by number, e-mail address or phone number, made when unknown. Set-based."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.imports.batch import Batch
from zhiyin.kernel.imports.converters import Remembered
from zhiyin.kernel.imports.reasons import NO_CUSTOMER
from zhiyin.kernel.imports.register import Bad, Columns, Field
from zhiyin.kernel.imports.statements import id_of

#: the fields by which rows of any target name a customer
CUSTOMER_FIELDS = (
    Field(
        "customer",
        _("Customer number in the other system"),
        maximum=200,
        names=("customer_id", "客户编号", "客户号"),
        once_per="who",
    ),
    Field("customer_email", _("E-mail address"), maximum=320, names=("email", "邮箱"), once_per="who"),
    Field("customer_phone", _("Phone number"), maximum=40, names=("phone", "mobile", "电话", "手机"), once_per="who"),
    Field("customer_name", _("Customer's name"), maximum=200, names=("客户姓名", "姓名"), once_per="who"),
    Field("customer_language", _("Customer's language"), maximum=10, once_per="who"),
    Field("customer_attributes", _("More about the customer"), "json", once_per="who"),
    Field("who", _("Customer"), worked_out=True, carried=True),
)

#: made by `find_or_make`: one row a customer of the chunk, keyed by `who`
PEOPLE = "import_people"


def name_the_customer(*, required: bool = False) -> Callable[[Columns, str], Bad]:
    """Fills `who`: the kind and value of the identity by which a row names its customer. A number comes first.

    Rows that name none are bad where a customer is required.
    """

    def normal(kind: str) -> Remembered:
        return Remembered(lambda value: None if value is None else f"{kind}:{normal_identity(kind, str(value))}")

    email, phone = normal("email"), normal("phone")

    def prepare(columns: Columns, source: str) -> Bad:
        given: list[list[Any]] = [columns[name] for name in ("customer", "customer_email", "customer_phone", "who")]
        numbers = Remembered(lambda value: None if value is None else f"external:{source}:{value}")
        columns["who"] = [
            told or numbers[number] or email[address] or phone[call]
            for number, address, call, told in zip(*given, strict=True)
        ]
        if not required:
            return {}
        why: tuple[str, dict[str, Any]] = (NO_CUSTOMER, {})
        return {index: why for index, who in enumerate(columns["who"]) if who is None}

    return prepare


def find_or_make(batch: Batch, at: str) -> int:
    """Fill `import_people` (who, customer_id) for the good rows; returns how many customers were made.

    `at` is the SQL expression over the rows for when a customer was first met. A number is taken as proven by the system
    that it comes from; addresses are noted, not proven.
    """
    # Two imports at once must not both make the same customer.
    batch.run("SELECT pg_advisory_xact_lock(hashtext('imports.customers'))")
    batch.run(f"DROP TABLE IF EXISTS {PEOPLE}")
    batch.run(
        f"""
        CREATE TEMPORARY TABLE {PEOPLE} ON COMMIT DROP AS
        SELECT who, split_part(who, ':', 1) AS kind, substr(who, strpos(who, ':') + 1) AS value,
               min(customer_name) AS name, min(customer_language) AS language,
               (array_agg(customer_attributes) FILTER (WHERE customer_attributes IS NOT NULL))[1] AS attributes,
               min(customer_email) AS email, min(customer_phone) AS phone, min({at}) AS at,
               NULL::uuid AS customer_id, false AS fresh
        FROM {batch.table} WHERE who IS NOT NULL AND reason IS NULL GROUP BY who
        """
    )
    batch.run(f"ANALYZE {PEOPLE}")
    batch.run(
        f"""
        UPDATE {PEOPLE} p SET customer_id = known.customer_id
        FROM (
            SELECT DISTINCT ON (i.kind, i.value) i.kind, i.value, coalesce(c.whole_id, c.id) AS customer_id
            FROM {PEOPLE} n
            JOIN customers_identity i ON i.kind = n.kind AND i.value = n.value
            JOIN customers_customer c ON c.id = i.customer_id
            ORDER BY i.kind, i.value, i.verified_at NULLS LAST, i.id
        ) known
        WHERE known.kind = p.kind AND known.value = p.value
        """
    )
    fresh = batch.run(f"UPDATE {PEOPLE} SET customer_id = {id_of('at', 'who')}, fresh = true WHERE customer_id IS NULL")
    if fresh:
        _make(batch)
    return fresh


def _make(batch: Batch) -> None:
    batch.run(
        f"""
        INSERT INTO customers_customer (id, kind, name, language, attributes, made_at)
        SELECT customer_id, 'person', coalesce(name, ''), coalesce(language, ''), coalesce(attributes, '{{}}'), at
        FROM {PEOPLE} WHERE fresh ORDER BY customer_id ON CONFLICT (id) DO NOTHING
        """
    )
    batch.run(
        f"""
        INSERT INTO customers_identity (id, customer_id, kind, value, verified_at, verified_how)
        SELECT {id_of("at", "'identity:' || kind || ':' || value")}, customer_id, kind, value,
               CASE WHEN kind = 'external' THEN %(at)s::timestamptz END,
               CASE WHEN kind = 'external' THEN 'import' ELSE '' END
        FROM {PEOPLE} WHERE fresh ORDER BY customer_id ON CONFLICT DO NOTHING
        """
    )
    note_addresses(batch, "p.fresh")


def note_addresses(batch: Batch, where: str) -> int:
    """Note the addresses of customers who are named by a number; returns how many were new."""
    noted = 0
    for kind, normal in (
        ("email", "lower(trim(p.email))"),
        ("phone", "regexp_replace(p.phone, '[^0-9+]', '', 'g')"),
    ):
        value = (
            normal if kind == "email" else f"CASE WHEN {normal} ~ '^1[0-9]{{10}}$' THEN '+86' ELSE '' END || {normal}"
        )
        noted += batch.run(
            f"""
            INSERT INTO customers_identity (id, customer_id, kind, value, verified_how)
            SELECT {id_of("p.at", f"'{kind}:' || p.customer_id || p.{kind}")}, p.customer_id, '{kind}', {value}, ''
            FROM {PEOPLE} p WHERE p.{kind} <> '' AND p.kind = 'external' AND {where} ON CONFLICT DO NOTHING
            """
        )
    return noted
