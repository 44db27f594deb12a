"""The target of the kernel's own noun: customers."""

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.imports.batch import Batch
from zhiyin.kernel.imports.customers import CUSTOMER_FIELDS, PEOPLE, find_or_make, name_the_customer, note_addresses
from zhiyin.kernel.imports.register import Field, target


def load_customers(batch: Batch) -> dict[str, int]:
    """Make the unknown customers; fill in what is blank about the known ones, and overwrite nothing."""
    made = find_or_make(batch, "coalesce(made_at, %(at)s)")
    changed = batch.run(
        f"""
        UPDATE customers_customer c SET
            name = CASE WHEN c.name = '' THEN coalesce(p.name, '') ELSE c.name END,
            language = CASE WHEN c.language = '' THEN coalesce(p.language, '') ELSE c.language END,
            attributes = coalesce(p.attributes, '{{}}') || c.attributes
        FROM {PEOPLE} p
        WHERE c.id = p.customer_id AND NOT p.fresh AND (
            (c.name = '' AND p.name <> '') OR (c.language = '' AND p.language <> '')
            OR NOT c.attributes @> (coalesce(p.attributes, '{{}}') || c.attributes)
        )
        """
    )
    note_addresses(batch, "NOT p.fresh")
    return {"customers": made, "customers_filled_in": changed}


CUSTOMERS = target(
    "customers",
    label=_("Customers"),
    fields=(Field("made_at", _("Customer since"), "time", names=("since", "created_at", "注册时间")), *CUSTOMER_FIELDS),
    load=load_customers,
    prepare=lambda: name_the_customer(required=True),
    tables=("customers_customer", "customers_identity"),
)
