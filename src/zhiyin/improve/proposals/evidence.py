"""What stands behind a proposal, read from the stages that found it: topics, the texts, the metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.listen.channels.reads import messages
from zhiyin.understand.metrics.reads import METRICS
from zhiyin.understand.topics import reads as topic_reads


@dataclass(frozen=True, slots=True)
class TextBehind:
    """One text behind a hotspot: its label, and the words as far as the reader may see them."""

    label: Any
    text: str


def topic_names() -> dict[str, str]:
    """The topics' names in the reader's language."""
    known = topic_reads.topics()
    return {key: topic_reads.topic_name(key, known) for key in [*known, "other"]}


def metric_choices() -> list[tuple[str, Any]]:
    """The metrics that an improvement may be measured by."""
    return [(one.key, one.label) for one in METRICS.values()]


def texts_behind(actor: Actor, label_ids: Iterable[UUID | str], limit: int = 12) -> list[TextBehind]:
    """The newest texts of the evidence, as far as the actor may read them; erased ones are left out."""
    labels = list(topic_reads.labels_seen_by(actor).filter(id__in=list(label_ids))[:limit])
    texts = topic_reads.texts_of(labels, actor)
    return [TextBehind(label, texts[label.id]) for label in labels if label.id in texts]


def channels_of(label_ids: Iterable[UUID]) -> dict[str, int]:
    """How many texts of the evidence came through which kind of channel; feedback counts as one of its own."""
    labels = topic_reads.labels_seen_by(system("proposals")).filter(id__in=list(label_ids))
    sources = list(labels.values_list("source", "text_id"))
    found = Counter(one.channel.kind for one in messages(id for source, id in sources if source == "message").values())
    others = sum(source != "message" for source, _id in sources)
    return dict(found) | ({"feedback": others} if others else {})
