"""What customers are to playbooks: a noun."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from zhiyin.kernel.customers.reads import customers_seen_by
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.register import Found, noun


def customer_by_number(actor: Actor, text: str) -> Found | None:
    """The customer with the number that a person typed."""
    number = text.lstrip("#")
    if not number.isdecimal() or len(number) > 18:
        return None
    found = customers_seen_by(actor).filter(number=int(number)).first()
    return None if found is None else Found(found.id, found.id, None)


noun("customer", gettext_lazy("Customer"), model="customers.Customer", find=customer_by_number)
