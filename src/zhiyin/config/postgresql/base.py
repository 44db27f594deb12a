"""The backend: Django's, with a cheaper look at whether a kept connection still stands, and prepared statements.

Django asks `SELECT 1` before the first statement of each request (`CONN_HEALTH_CHECKS`). A server that ended the connection
has closed the socket, which the operating system tells for nothing.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper
from psycopg.pq import ConnStatus, TransactionStatus


class DatabaseOperations(operations.DatabaseOperations):
    """Tells the text of prepared statements too, which have their parameters elsewhere."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        if isinstance(cursor, base.ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Knows without asking the server whether its connection stands, and prepares what runs often."""

    ops_class = DatabaseOperations

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
