"""A timeline quotes messages to those who may read them, and to nobody else."""

from __future__ import annotations

from zhiyin.face.lines import lines_of
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions import Incoming, receive
from zhiyin.listen.channels.models import Channel


def test_a_line_quotes_a_message_only_to_who_may_read_it(mailbox: Channel) -> None:
    said = Incoming("<1@mail.example>", "email", "fang@mail.example", text="我的护照号码是 E12345678")
    message = receive(mailbox, said, by=system("test"), because=None)
    entry = last_entry_of(message.id)
    assert entry is not None

    def quoted(*permissions: str, units: frozenset[object] | None = None) -> str:
        actor = Actor("person", permissions=frozenset(permissions), units=units)  # type: ignore[arg-type]
        return lines_of([entry], actor)[0].excerpt

    elsewhere = Unit.objects.create(name="别处")
    assert quoted("customer.read", "message.read", units=frozenset({mailbox.unit_id})) == said.text
    assert quoted("customer.read", "message.read", units=frozenset({elsewhere.id})) == ""
    assert quoted("customer.read") == ""
