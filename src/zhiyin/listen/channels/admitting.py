"""Which files a channel takes and gives out, and how large they may be: the policy `files`, asked on every way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_noop

from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.listen.channels.incoming import Part
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.listen.channels.policy import ending_of, kind_of_file

IN, OUT = Message.Direction.IN.value, Message.Direction.OUT.value
#: what a message says of a file that was not taken; translated where it is shown, for nobody reads it yet
NO_SUCH_KIND = gettext_noop("files of this kind are not taken")
TOO_LARGE = gettext_noop("too large")


class FileRules:
    """What holds for the files of one channel in one direction; what is in force is read once."""

    def __init__(self, channel: Channel, direction: str, *, at: datetime | None = None) -> None:
        self._channel, self._direction = channel, direction
        self._in_force = all_in_force("files", at=at)["files"]

    def largest(self, name: str = "", content_type: str = "") -> int:
        """How many bytes such a file may have; 0 when none of its kind is taken."""
        facts = {
            "channel": self._channel.kind,
            "direction": self._direction,
            "file": kind_of_file(name, content_type),
            "ending": ending_of(name),
        }
        return int(self._in_force.decide(facts).outcome["largest_megabytes"]) * 2**20

    def fault(self, name: str, content_type: str, size: int) -> str:
        """`NO_SUCH_KIND`, `TOO_LARGE`, or blank when the file is taken."""
        largest = self.largest(name, content_type)
        if not largest:
            return NO_SUCH_KIND
        return TOO_LARGE if size > largest else ""


def admitted(channel: Channel, parts: Iterable[Part]) -> list[Part]:
    """The files of an incoming message; those that the policy does not take without their content, and saying so."""
    found = list(parts)
    if not found:
        return found
    rules = FileRules(channel, IN)
    for place, one in enumerate(found):
        fault = "" if one.left_out else rules.fault(one.name, one.content_type, one.size)
        if fault:
            found[place] = replace(one, content=None, source="", left_out=fault)
    return found
