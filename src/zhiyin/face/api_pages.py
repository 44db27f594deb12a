"""Pages of the API's lists by cursor: no OFFSET, no COUNT, the same cost on the last page as on the first.

@router.get("/lamps", response=Listing[LampOut])
@scope("lamp.read")
def lamps(request, paging: Query[Paging]):
    return listing(lamps_seen_by(request.actor), paging, order=("-lit_at", "-id"))
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Schema

from zhiyin.face.pages import _beyond, _Exact, _value
from zhiyin.face.problems import Problem

Row = TypeVar("Row")


class Paging(Schema):
    """What a caller may ask of a list: how many, and after which cursor."""

    limit: int = Field(50, ge=1, le=200, description="How many at most")
    after: str | None = Field(None, max_length=500, description="The `next` of the page before")


class Listing(Schema, Generic[Row]):
    """One page of a list. `next` asks for the page after it; null at the end."""

    items: list[Row]
    next: str | None = None


def listing(
    queryset: QuerySet[Any],
    paging: Paging,
    *,
    order: Sequence[str],
    show: Callable[[Any], Any] = lambda row: row,
) -> dict[str, Any]:
    """One page in `order`: fields that are never null, `-` for descending, the last one unique."""
    steps = [(name.lstrip("-"), name.startswith("-")) for name in order]
    rows = queryset.order_by(*order)
    try:
        if paging.after is not None:
            rows = rows.filter(_beyond(steps, _read(paging.after, len(steps))))
        found = list(rows[: paging.limit + 1])
    except (ValidationError, ValueError, TypeError) as error:
        message = _("This cursor is not of this list. Start again without it.")
        raise Problem(422, message, [{"field": "query.after", "message": message}]) from error
    more = len(found) > paging.limit
    found = found[: paging.limit]
    return {
        "items": [show(row) for row in found],
        "next": _cursor(found[-1], [name for name, _descending in steps]) if more else None,
    }


def _cursor(row: Any, fields: Sequence[str]) -> str:
    values = [_value(row, name) for name in fields]
    return base64.urlsafe_b64encode(json.dumps(values, cls=_Exact).encode()).decode().rstrip("=")


def _read(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, UnicodeError, RecursionError) as error:
        raise ValueError("not a cursor") from error
    if not isinstance(values, list) or len(values) != length or any(isinstance(one, dict | list) for one in values):
        raise ValueError("not a cursor of this list")
    if any(isinstance(one, str) and "\x00" in one for one in values):
        raise ValueError("not a cursor of this list")
    return values
