"""What topics offer to pages of earlier stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.face.slots import Cell, Panel, cells, panel
from zhiyin.kernel.people.actor import Actor
from zhiyin.understand.topics.models import Label
from zhiyin.understand.topics.reads import labels_of, labels_of_case, last_labels_of_cases, told_of, topic_name, topics


@panel("case.context", order=25, permission="topic.read")
def topic_and_mood(actor: Actor, case: Any) -> Panel | None:
    """What the case is about and in which mood the customer wrote last."""
    labels = labels_of_case(case.id)
    return Panel("topics/panel.html", panel_context(actor, labels, case.id), _("Topic and mood")) if labels else None


def panel_context(actor: Actor, labels: Sequence[Label], case_id: UUID) -> dict[str, Any]:
    """The panel's context: the newest label speaks of the mood, the surest of the last few of the topic."""
    known = topics(active_only=True)
    subject = max(labels[:5], key=lambda label: (label.by == Label.By.PERSON, label.topic != "other", label.confidence))
    return {
        "label": subject,
        "last": labels[0],
        "told": told_of(labels[:1], actor),
        "topic": topic_name(subject.topic, known),
        "moods": list(reversed(labels[:12])),
        "topics": [("other", topic_name("other", known)), *((key, str(topic)) for key, topic in known.items())],
        "mood_choices": Label.Mood.choices,
        "may_correct": actor.may("label.correct"),
        "case_id": case_id,
        "actor": actor,
    }


@cells("inbox.row", order=30, permission="topic.read")
def bad_moods(actor: Actor, rows: Sequence[Any]) -> dict[UUID, Cell]:
    """A word in a row of the inbox when the customer's last message is negative."""
    return {
        case_id: Cell("topics/mood_cell.html", {"label": label})
        for case_id, label in last_labels_of_cases([row.id for row in rows]).items()
        if label.mood_label == Label.Mood.NEGATIVE
    }


@cells("feedback.row", order=10, permission="topic.read")
def topics_of_feedback(actor: Actor, rows: Sequence[Any]) -> dict[UUID, Cell]:
    """What each feedback is about, and in which mood."""
    known = topics()
    return {
        text_id: Cell("topics/feedback_cell.html", {"label": label, "topic": topic_name(label.topic, known)})
        for text_id, label in labels_of("feedback", [row.id for row in rows]).items()
    }
