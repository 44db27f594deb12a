"""A customer asks to return something, and has the decision with its explanation at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.orders.reads import order as the_order
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.events import ReturnDecided
from zhiyin.recover.guarantees.models import Return
from zhiyin.recover.guarantees.reads import receipt_of
from zhiyin.resolve.promises.reads import entitlement

#: the right that this is about, in the policy "entitlements"
RIGHT = "return_in_seven_days"


@transaction.atomic
def ask_to_return(
    order_id: UUID,
    product: str = "",
    marks: Iterable[str] = (),
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Return:
    """Decide by the right in force whether (a product of) an order may be returned; `marks` are the keys of exclusions that
    whoever asks says hold. What the shop told with the receipt counts too.

    What was accepted once stays accepted: asking again gives the same row. Raises `ValidationError` where no right is in
    force, the order was called off, or it has no such product.
    """
    if by.kind not in ("customer", "system"):
        by.require("return.ask")
    at = at or timezone.now()
    order = the_order(order_id)
    if order.state != order.State.PLACED:
        raise ValidationError(_("This order was called off: there is nothing to return."))
    if product and not order.lines.filter(product=product).exists():
        raise ValidationError({"product": _("This order has no such product.")})
    right = entitlement(RIGHT)
    if right is None:
        raise ValidationError(_("No right to return is in force."))
    accepted = Return.objects.filter(order=order, product=product, verdict=policy.COVERED).first()
    if accepted is not None:
        return accepted
    receipt = receipt_of(order.source, order.external_id)
    known = set(marks) | set(receipt.told.get("marks", ()) if receipt else ())
    zone = order.unit.time_zone if order.unit else timezone.get_current_timezone_name()
    claim = right.claim(receipt.happened_at if receipt else at, at, zone, known)
    row = Return(
        customer_id=order.customer_id,
        order=order,
        product=product,
        received_at=receipt.happened_at if receipt else None,
        ends_at=claim.ends_at if receipt else None,
        verdict=policy.verdict(received=receipt is not None, late=claim.late, excluded=bool(claim.excluded)),
        excluded=[{"key": one.key, "zh": one.zh, "en": one.en} for one in claim.excluded],
        days=right.days,
        right_version=right.version,
        asked_at=at,
        by_kind=by.kind,
        by_name=by.name,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody asked for the same at this moment, and it was accepted
        return Return.objects.get(order=order, product=product, verdict=policy.COVERED)
    announce(
        ReturnDecided(row.id, row.verdict),
        by=by,
        because=because,
        customer_id=row.customer_id,
        unit_id=order.unit_id,
        at=at,
    )
    return row
