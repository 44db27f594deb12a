"""What the workers do for the channels."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.registry import at_moments, job, recurring
from zhiyin.listen.channels.actions import deliver, fetch_file, process
from zhiyin.listen.channels.actions.delivering import due, let_go, next_let_go
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.models import Arrival, Nonce
from zhiyin.listen.channels.scanning import take_out_of_reach

#: a stored arrival that nobody processed for so long has lost its job
_FORGOTTEN = timedelta(minutes=2)
#: signatures are refused when they are older than this, long before their numbers are forgotten
_NONCES_KEPT = timedelta(hours=1)


@job("channels.process")
def process_arrival(arrival_id: str) -> None:
    process(UUID(arrival_id))


@job("channels.deliver")
def deliver_message(message_id: str) -> None:
    deliver(UUID(message_id))


@job("channels.fetch")
def fetch_attachment(attachment_id: str, tries: int = 0) -> None:
    fetch_file(UUID(attachment_id), tries=tries)


@job("channels.scan")
def scan(digest: str) -> None:
    take_out_of_reach(digest, path_of(digest))


@at_moments("channels.let_go", next_let_go)
def send_what_is_not_taken_back(now: datetime) -> int:
    """Send what its writer may no longer take back."""
    gone = let_go(now)
    for message_id in gone:
        defer("channels.deliver", queue="outbox", message_id=str(message_id))
    return len(gone)


@recurring("channels.sweep", "* * * * *")
def sweep() -> None:
    """Deliver what is due in the outbox and process what was stored and forgotten."""
    now = timezone.now()
    Nonce.objects.filter(used_at__lt=now - _NONCES_KEPT).delete()
    for message_id in due(now):
        defer("channels.deliver", queue="outbox", once=f"deliver {message_id}", message_id=str(message_id))
    forgotten = Arrival.objects.filter(state=Arrival.State.STORED, arrived_at__lt=now - _FORGOTTEN)
    for arrival_id in forgotten.order_by("arrived_at").values_list("id", flat=True)[:500]:
        defer("channels.process", queue="incoming", once=f"process {arrival_id}", arrival_id=str(arrival_id))
