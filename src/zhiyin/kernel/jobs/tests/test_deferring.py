"""Jobs wait in the transaction that asks for them, once if asked so, the urgent ones first."""

from __future__ import annotations

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from zhiyin.kernel.jobs.actions import defer

pytestmark = pytest.mark.django_db


def _waiting() -> list[str]:
    return [
        job.args["job"]
        for job in ProcrastinateJob.objects.filter(args__job__startswith="lamps.").order_by("-priority", "id")
    ]


def test_a_job_of_an_undone_transaction_never_was() -> None:
    with transaction.atomic():
        defer("lamps.light")
        transaction.set_rollback(True)
    assert _waiting() == []


def test_a_job_with_a_key_waits_only_once() -> None:
    defer("lamps.count", once="count")
    defer("lamps.count", once="count")
    defer("lamps.count")
    assert len(_waiting()) == 2


def test_what_somebody_waits_for_goes_first() -> None:
    for queue in ("bulk", "default", "outbox", "incoming"):
        defer(f"lamps.{queue}", queue=queue)
    assert _waiting() == ["lamps.incoming", "lamps.outbox", "lamps.default", "lamps.bulk"]
