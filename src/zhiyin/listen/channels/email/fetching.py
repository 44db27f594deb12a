"""What is new in a mailbox is stored here, then marked there: one look over a folder that is open.

How far we are is a UID in `MailboxState`, written in the transaction that stores the mail. So what came while we were away,
however long, is fetched; what was stored is not fetched again; and what somebody reads in another program stays new to us.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from zhiyin.listen.channels.actions.arrivals import LARGEST_MAIL, take_in_mail
from zhiyin.listen.channels.email.big import shortened
from zhiyin.listen.channels.email.parsing import external_id_of
from zhiyin.listen.channels.email.servers import Unreachable
from zhiyin.listen.channels.models import Channel, MailboxState

log = structlog.get_logger()
NOW, WEEK, ALL = "now", "week", "all"
LEAVE, READ, MOVE = "leave", "read", "move"

#: looked up at once; fetched at once, in mails and bytes
_LOOKED_UP, _TOGETHER, _BYTES_TOGETHER = 200, 50, 4 * 2**20
#: how often, and how long apart, a mail is tried that cannot be fetched or stored
_TRIES, _TRY_AGAIN = 5, timedelta(hours=1)
#: "from now on" begins so much earlier
_CLOCKS_DIFFER = timedelta(minutes=1)
#: one mail that breaks the connection so often is put off
_BREAKS = 2

#: faults that no mail is to blame for: the database or the connection is gone
_ALL_STOPS = (OperationalError, InterfaceError, OSError, IMAPClientAbortError)
_SIZE, _ID, _AT, _BODY = b"RFC822.SIZE", b"BODY[HEADER.FIELDS (MESSAGE-ID)]", b"INTERNALDATE", b"BODY[]"


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of a mail before it is fetched."""

    uid: int
    size: int
    external_id: str
    at: datetime


@dataclass
class Folder:
    """The folder of a channel, over many connections. `breaks` counts the mails that we lost the connection at."""

    channel: Channel
    breaks: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def name(self) -> str:
        return str(self.channel.settings.get("imap_folder") or "INBOX")

    @property
    def after(self) -> str:
        """What happens to a mail there when it is stored here."""
        return str(self.channel.settings.get("after_fetching") or LEAVE)

    def open(self, client: IMAPClient) -> MailboxState:
        """Open the folder, and know how far we are in it. Raises `Unreachable`."""
        try:
            selected = client.select_folder(self.name, readonly=self.after == LEAVE)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            raise Unreachable("folder", error) from error
        state, _ = MailboxState.objects.get_or_create(channel=self.channel)
        validity = int(selected.get(b"UIDVALIDITY", 0))
        if (state.folder, state.uidvalidity) != (self.name, validity):
            # The first time, or the server counts anew: all since the beginning is looked at, and what is stored is known
            # by its Message-ID.
            if state.uidvalidity is not None:
                log.warning("mailbox_counts_anew", channel=str(self.channel.id), folder=self.name)
            state.folder, state.uidvalidity, state.put_off = self.name, validity, {}
            state.next_uid = state.settled_uid = self._first_uid(client, selected)
            state.save(update_fields=["folder", "uidvalidity", "put_off", "next_uid", "settled_uid"])
        return state

    def look(self, client: IMAPClient, state: MailboxState) -> int:
        """Store everything new, then mark or move it. Returns how many mails were stored."""
        stored = self._again(client, state)
        self._settle(client, state)  # what an earlier run had no time for
        while uids := self._new(client, state.next_uid):
            for begin in range(0, len(uids), _LOOKED_UP):
                stored += self._take(client, state, uids[begin : begin + _LOOKED_UP])
                self._settle(client, state)
        return stored

    def _first_uid(self, client: IMAPClient, selected: Mapping[bytes, Any]) -> int:
        """The first mail that came since the channel was opened, or as much earlier as its opener asked for."""
        asked = self.channel.settings.get("fetch_from") or NOW
        if asked == ALL:
            return 1
        since = self.channel.made_at - (timedelta(days=7) if asked == WEEK else _CLOCKS_DIFFER)
        # SEARCH knows days only, in a zone of the server's own
        found = sorted(client.search(["SINCE", (since - timedelta(days=1)).date()]))
        for chunk in _chunks(found, _LOOKED_UP):
            dates = client.fetch(chunk, [_AT])
            fresh = [uid for uid in chunk if uid in dates and dates[uid].get(_AT, since) >= since]
            if fresh:
                return fresh[0]
        return int(selected.get(b"UIDNEXT") or self._beyond_last(client))

    def _beyond_last(self, client: IMAPClient) -> int:
        """Few servers keep UIDNEXT to themselves: one more than the last UID."""
        return max(client.search(["UID", "*"]), default=0) + 1

    def _new(self, client: IMAPClient, next_uid: int) -> list[int]:
        news_of(client)
        # `n:*` means the last mail too when n lies beyond it
        return sorted(uid for uid in client.search(["UID", f"{next_uid}:*"]) if uid >= next_uid)

    def _take(self, client: IMAPClient, state: MailboxState, uids: Sequence[int]) -> int:
        """Store these mails in groups, each group in one transaction; what cannot be stored is put off alone."""
        stored = 0
        for group in self._groups(self._listed(client, uids)):
            try:
                stored += self._take_group(client, state, group)
            except _ALL_STOPS:
                raise
            except Exception:
                for one in group:
                    stored += self._take_alone(client, state, one)
        state.next_uid = uids[-1] + 1
        state.save(update_fields=["next_uid", "put_off"])
        return stored

    def _listed(self, client: IMAPClient, uids: Sequence[int]) -> list[Listed]:
        """Those of these mails that are not stored yet."""
        found = client.fetch(uids, [_SIZE, _AT, "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"])
        now = timezone.now()
        listed = []
        for uid in uids:
            if uid not in found:  # deleted meanwhile
                continue
            about = found[uid]
            came_at = about.get(_AT) or now
            head = bytes(about.get(_ID) or b"")
            listed.append(
                Listed(uid, int(about.get(_SIZE, 0)), external_id_of(head), min(came_at.astimezone(UTC), now))
            )
        known = _stored_sizes(self.channel, [one.external_id for one in listed])
        return [one for one in listed if (one.external_id, one.size) not in known]

    def _groups(self, listed: Sequence[Listed]) -> Iterator[list[Listed]]:
        group: list[Listed] = []
        size = 0
        for one in listed:
            alone = one.size > _BYTES_TOGETHER or bool(self.breaks)  # after a break: one by one, to find the guilty
            if group and (alone or len(group) >= _TOGETHER or size + one.size > _BYTES_TOGETHER):
                yield group
                group, size = [], 0
            group.append(one)
            size += one.size
            if alone:
                yield group
                group, size = [], 0
        if group:
            yield group

    def _take_group(self, client: IMAPClient, state: MailboxState, group: Sequence[Listed]) -> int:
        big = [one for one in group if one.size > LARGEST_MAIL]
        try:
            bodies = client.fetch([one.uid for one in group if one not in big], ["BODY.PEEK[]"])
            mails = [(one, bytes(bodies[one.uid][_BODY])) for one in group if one.uid in bodies]
            mails += [(one, shortened(client, one.uid, one.size)) for one in big]
        except (IMAPClientAbortError, OSError):
            for one in group:
                self.breaks[one.uid] += 1
            if len(group) == 1 and self.breaks[group[0].uid] > _BREAKS:
                self._put_off(state, group[0].uid, "the connection breaks while this mail is fetched")
                state.save(update_fields=["next_uid", "put_off"])
            raise
        with transaction.atomic():
            for one, raw in mails:
                take_in_mail(self.channel.id, raw, at=one.at)
            state.next_uid = max(state.next_uid, group[-1].uid + 1)
            state.save(update_fields=["next_uid", "put_off"])
        for one in group:
            self.breaks.pop(one.uid, None)
        return len(mails)

    def _take_alone(self, client: IMAPClient, state: MailboxState, one: Listed) -> int:
        try:
            return self._take_group(client, state, [one])
        except _ALL_STOPS:
            raise
        except Exception as fault:
            log.exception("mail_put_off", channel=str(self.channel.id), uid=one.uid)
            self._put_off(state, one.uid, f"{type(fault).__name__}: {fault}")
            return 0

    def _put_off(self, state: MailboxState, uid: int, words: str) -> None:
        tries = state.put_off.get(str(uid), {}).get("tries", 0) + 1
        state.put_off[str(uid)] = {"tries": tries, "words": words[:300], "at": timezone.now().isoformat()}
        state.next_uid = max(state.next_uid, uid + 1)

    def _again(self, client: IMAPClient, state: MailboxState) -> int:
        """Try once more what was put off, an hour after the last try."""
        before = timezone.now() - _TRY_AGAIN
        due = [
            int(uid)
            for uid, about in state.put_off.items()
            if about["tries"] < _TRIES and datetime.fromisoformat(about["at"]) <= before
        ]
        if not due:
            return 0
        listed = self._listed(client, sorted(due))
        for uid in set(due) - {one.uid for one in listed}:  # deleted there, or stored on another way
            del state.put_off[str(uid)]
        stored = 0
        for one in listed:
            if self._take_alone(client, state, one):
                del state.put_off[str(one.uid)]
                self._mark(client, [one.uid])
                stored += 1
        state.save(update_fields=["put_off"])
        return stored

    def _settle(self, client: IMAPClient, state: MailboxState) -> None:
        """Mark or move what is stored. That it could not be done stops nothing: the mail is here."""
        if state.settled_uid >= state.next_uid:
            return
        if self.after != LEAVE:
            waiting = client.search(["UID", f"{state.settled_uid}:{state.next_uid - 1}"])
            done = [uid for uid in waiting if state.settled_uid <= uid < state.next_uid]
            self._mark(client, [uid for uid in done if str(uid) not in state.put_off])
        state.settled_uid = state.next_uid
        state.save(update_fields=["settled_uid"])

    def _mark(self, client: IMAPClient, uids: Sequence[int]) -> None:
        if not uids or self.after == LEAVE:
            return
        try:
            if self.after == READ:
                client.add_flags(uids, [b"\\Seen"], silent=True)
            else:
                _move(client, uids, str(self.channel.settings.get("move_to") or "Zhiyin"))
        except IMAPClientAbortError:
            raise
        except IMAPClientError as fault:
            log.warning("mail_not_marked", channel=str(self.channel.id), uids=len(uids), fault=str(fault))


def news_of(client: IMAPClient) -> bool:
    """Whether the server said, beside its answers, that mail came since this was last asked. IMAPClient does not tell."""
    return bool(client._imap.response("EXISTS")[1] != [None])


def _move(client: IMAPClient, uids: Sequence[int], folder: str) -> None:
    if not client.folder_exists(folder):
        client.create_folder(folder)
    if client.has_capability("MOVE"):
        client.move(uids, folder)
        return
    client.copy(uids, folder)
    client.delete_messages(uids, silent=True)
    if client.has_capability("UIDPLUS"):  # without it EXPUNGE would also take what others have marked
        with suppress(IMAPClientError):
            client.uid_expunge(uids)


def _stored_sizes(channel: Channel, names: Sequence[str]) -> set[tuple[str, int]]:
    """Of mails with these names, those that are stored: name and bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT external_id, octet_length(raw) FROM channels_arrival WHERE channel_id = %s AND external_id = ANY(%s)",
            [channel.id, list(names)],
        )
        return {(str(name), int(size)) for name, size in cursor.fetchall()}


def _chunks(values: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (values[begin : begin + size] for begin in range(0, len(values), size))
