"""What guarantees do when others announce."""

from __future__ import annotations

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_to, reacts_together_to
from zhiyin.listen.outside.events import OutsideEventReceived
from zhiyin.recover.guarantees import actions, ruling
from zhiyin.recover.guarantees.events import EvidenceKept

HOUSE = system("guarantees")

#: hung up by its import: guarantees decide before the general policy
RULES = ruling


@reacts_to(OutsideEventReceived)
def what_another_program_tells_is_evidence(event: OutsideEventReceived, entry: Entry) -> None:
    """An event that a guarantee answers to is kept as evidence, and pays at once what is due for it."""
    actions.take_from_outside(event.outside_event_id, event.type, by=HOUSE, because=entry)


@reacts_together_to(EvidenceKept, later=True)
def a_customer_reads_what_a_guarantee_gave(kept: Together[EvidenceKept]) -> None:
    """A customer whom a guarantee paid reads what they were given, and where to check it."""
    actions.tell_customers({event.evidence_id: entry for event, entry in kept}, by=HOUSE)
