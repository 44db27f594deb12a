"""`fetch_file`: a file that a message only named is fetched from the other side."""

from __future__ import annotations

import random
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.admitting import IN, FileRules
from zhiyin.listen.channels.events import FileFetched
from zhiyin.listen.channels.files import store
from zhiyin.listen.channels.models import Attachment
from zhiyin.listen.channels.policy import wait_after
from zhiyin.listen.channels.provider import Refused

log = structlog.get_logger()


def fetch_file(attachment_id: UUID, *, tries: int = 0, now: datetime | None = None) -> bool:
    """Fetch the content of one attachment; returns whether it is here. Tried again for most of a day, then given up.

    The message stands already: a file that cannot be had takes nothing else away. No transaction is open meanwhile.
    """
    found = Attachment.objects.select_related("message__channel").filter(id=attachment_id).first()
    if found is None or found.digest or not found.source:
        return found is not None and bool(found.digest)
    now = now or timezone.now()
    channel = found.message.channel
    fetch = channel.provider.fetch
    try:
        if fetch is None:
            raise Refused(_("This channel gives out no files."))
        fetched = fetch(channel, found.source)
    except Refused as refusal:
        _note(found, now, left_out=refusal.words)
        return False
    except Exception as error:
        log.warning("file_not_fetched", attachment=str(attachment_id), error=repr(error))
        wait = wait_after(tries + 1, random.random())
        if wait is None:
            _note(found, now, left_out=_("could not be fetched: %(words)s") % {"words": error})
        else:
            defer("channels.fetch", queue="incoming", at=now + wait, attachment_id=str(attachment_id), tries=tries + 1)
        return False
    name, content_type = fetched.name or found.name, fetched.content_type or found.content_type
    size = len(fetched.content)
    fault = FileRules(channel, IN).fault(name, content_type, size)
    _note(
        found,
        now,
        digest="" if fault else store(fetched.content),
        size=size,
        left_out=fault,
        name=name,
        content_type=content_type,
    )
    return not fault


@transaction.atomic
def _note(attachment: Attachment, now: datetime, **values: str | int) -> None:
    """Note what became of it, once, and let open pages show it."""
    cut = {
        name: value[: getattr(Attachment._meta.get_field(name), "max_length", None)]
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }
    message = attachment.message
    if Attachment.objects.filter(id=attachment.id, digest="").update(**cut):
        announce(
            FileFetched(message.id, attachment.id),
            by=system("channels"),
            because=last_entry_of(message.id, "MessageReceived"),
            customer_id=message.customer_id,
            unit_id=message.channel.unit_id,
            at=now,
        )
