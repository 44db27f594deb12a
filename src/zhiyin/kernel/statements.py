"""Statements that are made once and then only filled: `insert(row)` and `Read(queryset)`.

Django makes the SQL of every save and every query anew, which costs several times what running it does. Where a thing
happens with every message, that decides how many messages a second one machine takes. The models and querysets stay what
declares the statement; only the making is done once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, ForeignKey, Model, QuerySet, Value
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)


def prepared() -> CursorWrapper:
    """A cursor for a statement that runs with every message: the server prepares it. Use it as a context manager."""
    return connection.prepared_cursor()  # type: ignore[attr-defined, no-any-return]  # of config.postgresql


def write(sql: str, values: Sequence[Any]) -> None:
    """Run a statement whose result nobody needs; in a transaction it goes together with the next that somebody asks."""
    connection.write(sql, values)  # type: ignore[attr-defined]  # of config.postgresql


#: so many rows go faster by COPY; fewer wait for the next question
WORTH_COPYING = 8


class _Insertion(NamedTuple):
    head: str
    copy: str
    row: str
    tail: str
    #: for each column the attribute, the types that go to the database as they are, and the field for all others
    places: tuple[tuple[str, frozenset[type], Field[Any, Any]], ...]
    counted: tuple[str, ...]


_NOTHING = type(None)
#: what psycopg takes as these fields would give it, by far the most of what is written
_PLAIN: dict[str, frozenset[type]] = {
    "CharField": frozenset({str, _NOTHING}),
    "TextField": frozenset({str, _NOTHING}),
    "UUIDField": frozenset({UUID, _NOTHING}),
    "DateTimeField": frozenset({datetime, _NOTHING}),
    "BooleanField": frozenset({bool, _NOTHING}),
    "IntegerField": frozenset({int, _NOTHING}),
}


def _plain(field: Field[Any, Any]) -> frozenset[type]:
    """Of Django's own fields only, and of none that makes its value when it is written."""
    if isinstance(field, ForeignKey):
        return _plain(field.target_field)
    makes = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    own = not type(field).__module__.startswith("django.")
    return frozenset() if makes or own else _PLAIN.get(field.get_internal_type(), frozenset())


@cache
def _insertion(model: type[Model]) -> _Insertion:
    columns = model._meta.concrete_fields
    fields = tuple(one for one in columns if not one.db_returning)
    counted = tuple(one for one in columns if one.db_returning)
    return _Insertion(
        head=f"INSERT INTO {_quoted(model._meta.db_table)} ({_names(fields)}) VALUES ",
        copy=f"COPY {_quoted(model._meta.db_table)} ({_names(fields)}) FROM STDIN",
        row=f"({', '.join(['%s'] * len(fields))})",
        tail=f" RETURNING {_names(counted)}" if counted else "",
        places=tuple((one.attname, _plain(one), one) for one in fields),
        counted=tuple(one.attname for one in counted),
    )


def _names(fields: Sequence[Field[Any, Any]]) -> str:
    return ", ".join(_quoted(one.column or "") for one in fields)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def insert(*rows: Model) -> None:
    """Write new rows of one model in one statement, as `save(force_insert=True)` does, without signals.

    What the database counts (`NumberField`) is read back into the rows; rows without wait as `write` says. Raises what
    the database says.
    """
    if not rows:
        return
    made = _insertion(type(rows[0]))
    if any(getattr(row, name) is not None for row in rows for name in made.counted):
        raise ValueError("insert() lets the database count: save a row that brings its own number")
    database = connections[DEFAULT_DB_ALIAS]
    values = [
        [
            value
            if type(value := getattr(row, name)) in plain
            else field.get_db_prep_save(field.pre_save(row, True), database)
            for name, plain, field in made.places
        ]
        for row in rows
    ]
    if len(rows) >= WORTH_COPYING and not made.counted:
        with connection.cursor() as cursor, cursor.copy(made.copy) as copy:
            for one in values:
                copy.write_row(one)
    else:
        _insert(made, rows, values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _insert(made: _Insertion, rows: Sequence[Model], values: list[list[Any]]) -> None:
    statement = made.head + ", ".join([made.row] * len(rows)) + made.tail
    together = [value for one in values for value in one]
    if not made.counted:
        write(statement, together)
        return
    with prepared() as cursor:
        cursor.execute(statement, together)
        counted = cursor.fetchall()
    for row, numbers in zip(rows, counted, strict=True):
        for name, number in zip(made.counted, numbers, strict=True):
            setattr(row, name, number)


class Given(Value):
    """The place of a parameter in the queryset of a `Read`."""

    def __init__(self, position: int) -> None:
        super().__init__(None)
        self.position = position

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)


class Read(Generic[M]):
    """A queryset whose SQL is made at its first use. It is given a place for each parameter, and may select related rows.

    known = Read(lambda name: Lamp.objects.select_related("room").filter(name=name))
    lamp = known.first("hall")
    """

    def __init__(self, queryset: Callable[..., QuerySet[M]], parameters: int = 1) -> None:
        self._queryset, self._parameters = queryset, parameters
        self._made: tuple[str, tuple[Any, ...], Callable[[Sequence[Any]], list[M]]] | None = None

    def all(self, *given: Any) -> list[M]:
        """The rows, with these values (as psycopg takes them) in the places."""
        sql, parameters, rows_of = self._made or self._make()
        values = [given[one.position] if isinstance(one, Given) else one for one in parameters]
        with prepared() as cursor:
            cursor.execute(sql, values)
            return rows_of(cursor.fetchall())

    def first(self, *given: Any) -> M | None:
        """The first row, or None. The queryset orders and limits."""
        found = self.all(*given)
        return found[0] if found else None

    def _make(self) -> tuple[str, tuple[Any, ...], Callable[[Sequence[Any]], list[M]]]:
        query = self._queryset(*(Given(position) for position in range(self._parameters))).query
        compiler = query.get_compiler(connection.alias)
        sql, parameters = compiler.as_sql()
        chosen = compiler.klass_info
        model, places = chosen["model"], chosen["select_fields"]
        begin, end = places[0], places[-1] + 1
        names = [one[0].target.attname for one in compiler.select[begin:end]]
        related = get_related_populators(chosen, compiler.select, connection.alias)  # type: ignore[call-arg]  # stubs of a later Django

        def rows_of(found: Sequence[Any]) -> list[M]:
            rows = []
            for values in compiler.results_iter([found]):
                row = model.from_db(connection.alias, names, values[begin:end])
                for one in related:
                    one.populate(values, row)
                rows.append(row)
            return rows

        self._made = (sql, tuple(parameters), rows_of)
        return self._made
