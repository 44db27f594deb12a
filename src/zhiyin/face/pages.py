"""Pages of long lists by key set: no OFFSET, no COUNT, so the last page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows, and the query strings (`?after=…`) of its neighbours, None where there is none."""

    rows: list[Any]
    next: str | None
    previous: str | None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def cursor_page(
    queryset: QuerySet[Any], request: HttpRequest, order: Sequence[str] = ("-opened_at", "-id"), size: int = 50
) -> Page:
    """The page that `?after=` or `?before=` of the request asks for.

    `order` names fields that are never null, `-` for descending; the last one is unique. Raises `BadRequest` when the
    cursor was tampered with.
    """
    backwards = "before" in request.GET
    given = request.GET.get("before" if backwards else "after")
    fields = [name.lstrip("-") for name in order]
    steps = [(name.lstrip("-"), name.startswith("-") != backwards) for name in order]
    rows = queryset.order_by(*(f"-{name}" if descending else name for name, descending in steps))
    if given:
        try:
            rows = rows.filter(_beyond(steps, _read(given, len(steps))))
            found = list(rows[: size + 1])
        except (ValidationError, ValueError, TypeError) as error:
            raise BadRequest(
                _("This link to a page of the list is damaged. Start again from the first page.")
            ) from error
    else:
        found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (bool(given), more) if backwards else (more, bool(given))
    return Page(
        found,
        _link(request.GET, "after", found[-1], fields) if found and has_next else None,
        _link(request.GET, "before", found[0], fields) if found and has_previous else None,
    )


def _beyond(steps: Sequence[tuple[str, bool]], values: Sequence[Any]) -> Q:
    """Rows after `values`: (a < x) or (a = x and b < y) …, with `a <= x` in front so that an index serves it."""
    condition, equal = Q(), Q()
    for (name, descending), value in zip(steps, values, strict=True):
        condition |= equal & Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
        equal &= Q(**{name: value})
    first, descending = steps[0]
    return Q(**{f"{first}__{'lte' if descending else 'gte'}": values[0]}) & condition


def _read(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError("not a cursor") from error
    if not isinstance(values, list) or len(values) != length or any(isinstance(one, dict | list) for one in values):
        raise ValueError("not a cursor of this list")
    return values


def _link(asked: QueryDict, direction: str, row: Any, fields: Sequence[str]) -> str:
    query = asked.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    values = [row[name] if isinstance(row, dict) else _value(row, name) for name in fields]
    query[direction] = base64.urlsafe_b64encode(json.dumps(values, cls=_Exact).encode()).decode()
    return "?" + query.urlencode()


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


class _Exact(DjangoJSONEncoder):
    """Times to the microsecond: Django's encoder cuts them to milliseconds, and a row would be shown twice."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
