"""What the chat announces beside messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class MessageSeen(Event):
    """A person of ours saw a customer's chat message: the customer's page says so."""

    message_id: UUID

    subject: ClassVar = "channels.Message"
    sentence: ClassVar = _("A message was seen")
    icon: ClassVar = "eye"
