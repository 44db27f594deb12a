"""What is sealed of a piece of evidence, and whether it is still the same. (definitions B36)"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any
from uuid import UUID

from django.apps import apps

from zhiyin.recover.complaints.models import SafetyReport, Seal


def digest_of_message(message: Any) -> str:
    """SHA-256 over the canonical JSON (sorted keys, no spaces) of a message as it was said."""
    said = {
        "id": str(message.id),
        "channel": str(message.channel_id),
        "external_id": message.external_id,
        "author_address": message.author_address,
        "author_name": message.author_name,
        "at": message.at.astimezone(UTC).isoformat(),
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
    }
    return hashlib.sha256(
        json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()


def digests_of(message_id: UUID) -> dict[tuple[str, UUID], str]:
    """The digests of a message, of what arrived as it, byte for byte, and of its files, as they are now."""
    message = apps.get_model("channels.Message").objects.filter(id=message_id).first()
    if message is None:
        return {}
    found = {(Seal.Of.MESSAGE.value, message.id): digest_of_message(message)}
    for id, raw in message.arrivals.values_list("id", "raw"):
        found[Seal.Of.ARRIVAL.value, id] = hashlib.sha256(bytes(raw)).hexdigest()
    for id, digest in message.attachments.exclude(digest="").values_list("id", "digest"):
        found[Seal.Of.ATTACHMENT.value, id] = digest
    return found


def broken_seals(report: SafetyReport, seals: Iterable[Seal]) -> list[Seal]:
    """The seals whose evidence is not as it was: changed, or gone."""
    now = digests_of(report.message_id)
    return [seal for seal in seals if now.get((seal.of, seal.object_id)) != seal.digest]
