"""The backend: Django's, with a cheaper look at whether a kept connection still stands, prepared statements, and writes
that go together.

Django asks `SELECT 1` before the first statement of each request (`CONN_HEALTH_CHECKS`). A server that ended the connection
has closed the socket, which the operating system tells for nothing.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorDebugWrapper, CursorWrapper
from psycopg.pq import ConnStatus, TransactionStatus


class DatabaseOperations(operations.DatabaseOperations):
    """Tells the text of prepared statements too, which have their parameters elsewhere."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        if isinstance(cursor, base.ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


#: so many writes wait at most: they are in memory
MOST_WAITING = 100


class _After:
    """A cursor whose statement comes after the writes that wait."""

    db: DatabaseWrapper

    def _execute(self, sql: Any, params: Any, *more: Any) -> Any:
        self.db.send_waiting()
        return super()._execute(sql, params, *more)  # type: ignore[misc]

    def _executemany(self, sql: Any, param_list: Any, *more: Any) -> Any:
        self.db.send_waiting()
        return super()._executemany(sql, param_list, *more)  # type: ignore[misc]


class _Cursor(_After, CursorWrapper):
    pass


class _DebugCursor(_After, CursorDebugWrapper):
    pass


class DatabaseWrapper(base.DatabaseWrapper):
    """Knows without asking the server whether its connection stands, prepares what runs often, and sends together what
    nobody waits for."""

    ops_class = DatabaseOperations

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.waiting: list[tuple[str, Sequence[Any]]] = []

    def write(self, sql: str, params: Sequence[Any]) -> None:
        """Run a prepared statement whose result nobody needs.

        In a transaction it waits for the next statement that somebody asks, or for the end, and all that wait go to the
        server in one trip. What the server has against it is then raised there: in the same savepoint, for setting one and
        releasing it are statements too.
        """
        self.waiting.append((sql, params))
        if not self.in_atomic_block or len(self.waiting) >= MOST_WAITING:
            self.send_waiting()

    def send_waiting(self) -> None:
        """Send the writes that wait, in their order. Raises what the server says about the first that fails."""
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, []
        if len(waiting) == 1:
            with self.prepared_cursor() as cursor:
                cursor.execute(*waiting[0])
            return
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.pipeline():
            for one in waiting:
                self.prepared_cursor().execute(*one)

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        return _Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> CursorDebugWrapper:
        return _DebugCursor(cursor, self)

    def create_cursor(self, name: str | None = None) -> Any:
        self.send_waiting()  # what is copied passes the cursor's own execute by
        return super().create_cursor(name)

    def _commit(self) -> None:
        self.send_waiting()
        super()._commit()  # type: ignore[misc]  # the stubs leave it out

    def _rollback(self) -> None:
        self.waiting.clear()
        super()._rollback()  # type: ignore[misc]  # the stubs leave it out

    def _savepoint_rollback(self, sid: str) -> None:
        self.waiting.clear()  # all of it came after the savepoint, which was a statement
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the stubs leave it out

    def _close(self) -> None:
        self.waiting.clear()
        super()._close()  # type: ignore[misc]  # the stubs leave it out

    def prepared_cursor(self) -> CursorWrapper:
        """A cursor for statements that run with every message: the server parses and plans each once a connection.

        Parameters are bound by the server: an SQL text must let it know their types. Behind a pooler that does not know
        prepared statements, set `?prepare_threshold=none` in DATABASE_URL.
        """
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(base.ServerBindingCursor(self.connection))  # type: ignore[call-arg, attr-defined, no-any-return]

    def is_usable(self) -> bool:
        """Whether the connection is idle and its socket says nothing: an idle server speaks only to say that it leaves."""
        if self.connection is None:
            return False
        link = self.connection.pgconn
        if link.status != ConnStatus.OK or link.transaction_status == TransactionStatus.UNKNOWN:
            return False
        said = select.poll()
        said.register(link.socket, select.POLLIN | select.POLLHUP | select.POLLERR)
        return not said.poll(0) or super().is_usable()  # something was said: find out what
