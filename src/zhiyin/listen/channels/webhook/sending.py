"""An answer is posted to the program's address, signed; it may report later what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel import outbound
from zhiyin.listen.channels.models import Channel, Delivery
from zhiyin.listen.channels.provider import NotNow, Receipt, Refused
from zhiyin.listen.webhooks.signing import headers_of

#: whoever asks for more patience than this is asked again all the same
_LONGEST_WAIT_SECONDS = 86_400.0


def hand_over(delivery: Delivery) -> Receipt:
    """Post one message. Tried again it has the same `webhook-id`, so that the program knows it."""
    message = delivery.message
    said = {
        "type": "message.out",
        "timestamp": message.at.isoformat(),
        "data": {
            "id": str(message.id),
            "to": delivery.to_address,
            "text": message.text,
            "subject": message.subject,
            "thread": message.thread,
            "answers": message.answers.external_id if message.answers else None,
            "author": message.author_name,
            "automatic": message.automatic,
        },
    }
    return post(message.channel, f"msg_{message.id.hex}", said)


def post(channel: Channel, id: str, said: Mapping[str, object]) -> Receipt:
    """Post signed JSON to the channel's address and understand the answer: see `_understood`."""
    url, secret = channel.settings.get("callback_url", ""), channel.secret("callback_secret")
    if not url or not secret:
        raise Refused(
            _("This channel has no address for answers, or no secret to sign them. Write both into its settings.")
        )
    body = json.dumps(said, ensure_ascii=False).encode()
    now = timezone.now()
    headers = {"Content-Type": "application/json", **headers_of(id, now, body, [secret])}
    try:
        return _understood(outbound.send("POST", url, headers=headers, body=body), now)
    except outbound.Refused as refusal:
        raise Refused(str(refusal)) from refusal


def _understood(answer: outbound.Answer, now: datetime) -> Receipt:
    """2xx took it, and may name it (`{"id"}`). 408, 425, 429 and 5xx: again later. All else is final."""
    text = answer.body[:300].decode("utf-8", "replace").strip()
    if 200 <= answer.status < 300:
        try:
            named = json.loads(answer.body)
        except ValueError:
            named = None
        return Receipt(str(named["id"])[:200] if isinstance(named, dict) and named.get("id") else "")
    words = f"{answer.status} {text}".strip()
    if answer.status in (429, 503) and "retry-after" in answer.headers:
        raise NotNow(words, _wait(answer.headers["retry-after"], now))
    if answer.status in (408, 425, 429) or answer.status >= 500:
        raise ConnectionError(words)
    raise Refused(words)


def _wait(given: str, now: datetime) -> float:
    """The seconds that a Retry-After asks for: a number, or a date."""
    try:
        wait = float(given) if given.strip().isdecimal() else (parsedate_to_datetime(given) - now).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(max(wait, 0.0), _LONGEST_WAIT_SECONDS)
