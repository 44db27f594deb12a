"""`Idempotency-Key`: a write that is sent twice is done once, and answered the same both times.

The reply is kept with the work, in one transaction. Only success is kept: a refused request may be mended and sent again
under its key. Another body under the same key is a mistake (422); the same key at the same time, a conflict (409).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.face.problems import problem
from zhiyin.kernel.people.models import IdempotentReply
from zhiyin.kernel.people.reads import reply_kept

_KEY = re.compile(r"[!-~]{1,200}")
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def once_per_key(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap an operation, so that a request with an `Idempotency-Key` is done once per actor and key."""

    @wraps(run)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
        from zhiyin.face.api_access import identified

        key = request.headers.get("Idempotency-Key")
        if key is None or request.method not in _WRITES:
            return run(request, **values)
        if not _KEY.fullmatch(key):
            return problem(request, 422, _("An Idempotency-Key is 1 to 200 visible ASCII characters."))
        actor = identified(request)
        if actor is None or actor.id is None:
            return run(request, **values)
        return _once(request, key, actor.id, lambda: run(request, **values))

    return guarded


def _once(request: HttpRequest, key: str, actor_id: UUID, run: Callable[[], HttpResponse]) -> HttpResponse:
    digest = hashlib.sha256(b"%s %s\n" % (str(request.method).encode(), request.get_full_path().encode()))
    digest.update(request.body)
    with transaction.atomic():
        if not _hold(f"{actor_id} {key}"):
            return problem(
                request, 409, _("A request with this Idempotency-Key is being worked on. Wait for its answer.")
            )
        kept = reply_kept(actor_id, key)
        if kept is not None:
            if kept.request_digest != digest.hexdigest():
                return problem(request, 422, _("This Idempotency-Key was used for another request. Use a new one."))
            return HttpResponse(
                bytes(kept.body),
                status=kept.status,
                content_type=kept.content_type,
                headers={"Idempotency-Replayed": "true"},
            )
        response = run()
        if response.status_code >= 300 or response.streaming:
            transaction.set_rollback(response.status_code >= 400)
            return response
        IdempotentReply(
            actor_id=actor_id,
            key=key,
            request_digest=digest.hexdigest(),
            status=response.status_code,
            content_type=response.get("Content-Type", ""),
            body=response.content,
            at=timezone.now(),
        ).save(force_insert=True)
        return response


def _hold(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        row = cursor.fetchone()
    return bool(row and row[0])
