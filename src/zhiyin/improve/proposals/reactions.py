"""What proposals do when others announce."""

from __future__ import annotations

from zhiyin.improve.proposals.actions import draft
from zhiyin.improve.proposals.evidence import channels_of
from zhiyin.improve.proposals.reads import suggestion_for
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import reacts_to
from zhiyin.understand.hotspots import reads as hotspot_reads
from zhiyin.understand.hotspots.events import HotspotFound

NUMBERS = ("count", "exposure", "baseline_count", "baseline_exposure", "ratio", "low", "high", "p_adjusted", "pain")


@reacts_to(HotspotFound)
def a_hotspot_drafts_a_proposal(event: HotspotFound, entry: Entry) -> None:
    """A hotspot drafts a proposal, with its evidence and, where a policy might help, a change of it."""
    hotspot = hotspot_reads.hotspot(event.hotspot_id)
    if hotspot is None:
        return
    labels = hotspot_reads.evidence_of(hotspot)
    numbers = {name: getattr(hotspot, name) for name in NUMBERS}
    numbers |= {"window_from": hotspot.window_from.isoformat(), "window_to": hotspot.window_to.isoformat()}
    draft(
        suggestion=suggestion_for(event.topic, channels_of(labels)),
        hotspot_id=hotspot.id,
        topic=event.topic,
        evidence={**numbers, "labels": [str(one) for one in labels]},
        unit_id=hotspot.unit_id,
        by=system("proposals"),
        because=entry,
        at=entry.happened_at,
    )
