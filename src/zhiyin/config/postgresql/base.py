"""The backend: the same as Django's, but a kept connection is looked at without a round trip.

Django asks `SELECT 1` before the first statement of each request (`CONN_HEALTH_CHECKS`). A server that ended the connection
has closed the socket, which the operating system tells for nothing.
"""

from __future__ import annotations

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus, TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Knows without asking the server whether its connection stands."""

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
