"""Verbs of webhooks."""

from zhiyin.listen.webhooks.actions.keeping import (
    change_webhook,
    disable_webhook,
    enable_webhook,
    make_webhook,
    remove_webhook,
    rotate_secret,
)
from zhiyin.listen.webhooks.actions.replaying import replay, replay_since, try_out

__all__ = [
    "change_webhook",
    "disable_webhook",
    "enable_webhook",
    "make_webhook",
    "remove_webhook",
    "replay",
    "replay_since",
    "rotate_secret",
    "try_out",
]
