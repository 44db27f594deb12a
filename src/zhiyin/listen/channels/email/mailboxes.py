"""The mailboxes that lie on other servers, watched from `zhiyin channels`: a thread each, one process each.

IMAPClient in threads, not an asyncio library: aioimaplib is under the GPL, and a house has tens of mailboxes, which wait
in the operating system nearly all the time. A waiting mailbox holds no database connection; a PostgreSQL advisory lock
names the process that fetches it.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import threading
from contextlib import suppress
from uuid import UUID

import structlog
from django.db import DatabaseError, connections
from django.utils import timezone
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from zhiyin.listen.channels.email.fetching import Folder, news_of
from zhiyin.listen.channels.email.servers import READ_SECONDS, Unreachable, imap_of, open_imap, said
from zhiyin.listen.channels.models import Channel, MailboxState

log = structlog.get_logger()

#: so often we look whether a mailbox was added, changed, or left by another process
LOOK_SECONDS = 5.0
#: IDLE is begun anew so often: servers end it after 29 minutes, networks forget a silent connection sooner
IDLE_SECONDS = 9 * 60.0
#: how often a server without IDLE is asked
POLL_SECONDS = 60.0
#: pauses after a failure, doubled each time; a refused password waits longer, lest the account be locked
FIRST_PAUSE_SECONDS, LOGIN_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2.0, 60.0, 600.0
_LOCK_CLASS = 0x5A59_0002


class Locks:
    """The mailboxes that this process fetches: advisory locks, all of one connection. Gone with it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: set[UUID] = set()
        self._line = connections["default"].copy()
        self._line.inc_thread_sharing()

    def hold(self, channel_id: UUID) -> bool:
        """Whether this process holds the mailbox, now that it has tried. Raises what the database says."""
        with self._guard:
            try:
                if not self._alive():
                    self._held.clear()
                if channel_id not in self._held:
                    with self._line.cursor() as cursor:
                        cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [_LOCK_CLASS, str(channel_id)])
                        row = cursor.fetchone()
                    if row and row[0]:
                        self._held.add(channel_id)
                return channel_id in self._held
            except DatabaseError:
                self._held.clear()
                self._line.close()
                raise

    def close(self) -> None:
        """Let go of everything."""
        with self._guard:
            self._held.clear()
            self._line.close()

    def _alive(self) -> bool:
        if self._line.connection is None:
            return False
        with self._line.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True


class Fetcher(threading.Thread):
    """Fetches one mailbox until told to stop, whatever happens to the server, the network or the database."""

    def __init__(self, channel_id: UUID, locks: Locks) -> None:
        super().__init__(name=f"mailbox {channel_id}", daemon=True)
        self.channel_id, self.locks = channel_id, locks
        self._stop_asked = threading.Event()
        self._client: IMAPClient | None = None
        self._folder: Folder | None = None
        self._pause = FIRST_PAUSE_SECONDS

    def ask_to_stop(self) -> None:
        """End soon, also while waiting for mail."""
        self._stop_asked.set()
        client = self._client
        if client is not None:
            with suppress(OSError):
                client.socket().shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        while not self._stop_asked.is_set():
            try:
                if not self.locks.hold(self.channel_id):  # another process has it
                    self._stop_asked.wait(LOOK_SECONDS)
                    continue
                self._stay()
            except Exception as fault:
                if self._stop_asked.is_set():
                    return
                step = fault.step if isinstance(fault, Unreachable) else "fetch"
                if step in ("login", "token"):
                    self._pause = max(self._pause, LOGIN_PAUSE_SECONDS)
                log.warning("mailbox_not_fetched", channel=str(self.channel_id), step=step, fault=said(fault))
                self._note(fault, step)
                self._stop_asked.wait(self._pause * random.uniform(0.8, 1.2))
                self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            finally:
                connections.close_all()

    def _stay(self) -> None:
        """Be connected until the server ends it, the lock is lost, or we are told to stop."""
        channel = Channel.objects.get(id=self.channel_id)
        if self._folder is None:
            self._folder = Folder(channel)
        self._folder.channel = channel
        client = open_imap(channel)
        self._client = client
        try:
            state = self._folder.open(client)
            while not self._stop_asked.is_set() and self.locks.hold(self.channel_id):
                self._folder.look(client, state)
                self._pause = FIRST_PAUSE_SECONDS
                now = timezone.now()
                MailboxState.objects.filter(channel_id=self.channel_id).update(
                    last_ok_at=now, last_step="", last_error=""
                )
                connections.close_all()
                self._wait(client)
        finally:
            self._client = None
            with suppress(OSError, IMAPClientError):
                client.logout()

    def _wait(self, client: IMAPClient) -> None:
        """Wait for a sign of new mail; without IDLE, for the next time to ask."""
        if self._stop_asked.is_set():
            return
        if not client.has_capability("IDLE"):
            self._stop_asked.wait(POLL_SECONDS * random.uniform(0.9, 1.1))
            return
        if news_of(client):  # said while we looked: IDLE would not say it again
            return
        client.idle()
        try:
            if not _said_at_once(client):
                client.idle_check(IDLE_SECONDS * random.uniform(0.9, 1.0))
        finally:
            if not self._stop_asked.is_set():
                client.idle_done()

    def _note(self, fault: Exception, step: str) -> None:
        with suppress(DatabaseError):
            MailboxState.objects.update_or_create(
                channel_id=self.channel_id,
                defaults={"last_step": step, "last_error": said(fault)[:500], "last_error_at": timezone.now()},
            )


def _said_at_once(client: IMAPClient) -> bool:
    """Whether the server said something together with its leave to wait.

    That lies in Python's buffer (or in TLS's), where IMAPClient, which polls the socket, would see it only with the next
    thing said: a mail that came between our last look and IDLE would wait for minutes.
    """
    line = client.socket()
    line.settimeout(0)
    try:
        client._imap._get_line()
        return True
    except (OSError, IMAPClientAbortError):  # nothing there, or the end, which the poll sees too
        return False
    finally:
        line.settimeout(READ_SECONDS)


async def serve(stop: asyncio.Event) -> None:
    """Watch every mailbox in use that names a server, until `stop`; changed ones are opened anew."""
    loop = asyncio.get_running_loop()
    fetchers: dict[UUID, tuple[str, Fetcher]] = {}
    locks = Locks()
    try:
        while not stop.is_set():
            try:
                wanted = await loop.run_in_executor(None, _wanted)
            except DatabaseError as fault:
                log.warning("mailboxes_not_read", fault=said(fault))
            else:
                for channel_id in [one for one in fetchers if fetchers[one][0] != wanted.get(one)]:
                    fetchers.pop(channel_id)[1].ask_to_stop()
                for channel_id, settings in wanted.items():
                    if channel_id not in fetchers or not fetchers[channel_id][1].is_alive():
                        fetchers[channel_id] = settings, Fetcher(channel_id, locks)
                        fetchers[channel_id][1].start()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
    finally:
        for _settings, fetcher in fetchers.values():
            fetcher.ask_to_stop()
        for _settings, fetcher in fetchers.values():
            await loop.run_in_executor(None, fetcher.join, 3.0)
        await loop.run_in_executor(None, locks.close)


def _wanted() -> dict[UUID, str]:
    """The mailboxes to watch, and what their fetcher must be made anew for."""
    try:
        return {
            one.id: _told(one)
            for one in Channel.objects.filter(kind=Channel.Kind.EMAIL, active=True)
            if imap_of(one) is not None
        }
    finally:
        connections.close_all()


def _told(channel: Channel) -> str:
    # a renewed refresh token is no change: the token server gives a new one with every access token
    sealed = {name: value for name, value in channel.settings.get("sealed", {}).items() if "refresh" not in name}
    return json.dumps([channel.address, {**channel.settings, "sealed": sealed}], sort_keys=True)
