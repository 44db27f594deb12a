"""Questions about topics and labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import prepared
from zhiyin.kernel.timeline.reads import entries_seen_by
from zhiyin.lib.text import OTHER, TopicLexicon, redact
from zhiyin.listen.channels.reads import messages
from zhiyin.listen.feedback.reads import texts
from zhiyin.understand.topics.models import Label, Lexicon, Topic


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many texts a topic had in a window, from how many customers, in which moods."""

    topic: str
    texts: int
    customers: int
    positive: int
    negative: int
    unknown: int

    @property
    def told(self) -> int:
        """Texts whose mood is known: what shares are taken of."""
        return self.texts - self.unknown


@dataclass(frozen=True, slots=True)
class LexiconInForce:
    """The words in force, ready for matching, and their version."""

    number: int
    lexicon: TopicLexicon


def topics(*, active_only: bool = False) -> dict[str, Topic]:
    """The topics by key, in order; `str(topic)` is the name in the reader's language."""
    rows = Topic.objects.filter(active=True) if active_only else Topic.objects.all()
    return {topic.key: topic for topic in rows}


def topic_name(key: str, known: dict[str, Topic]) -> str:
    """The name of a topic in the reader's language; the key itself for one that is gone."""
    if key == OTHER:
        return gettext("Other")
    return str(known[key]) if key in known else key


def topic_for(actor: Actor, key: str) -> Topic:
    """The topic with this key; else `Http404`."""
    actor.require("topic.read")
    topic = Topic.objects.filter(key=key).first()
    if topic is None:
        raise Http404
    return topic


def lexicon_in_force() -> LexiconInForce:
    """The newest version of the words. One small statement; the words are read and made ready once a process."""
    with prepared() as cursor:
        cursor.execute("SELECT id, number FROM topics_lexicon ORDER BY number DESC LIMIT 1")
        newest = cursor.fetchone()
    if newest is None:
        return LexiconInForce(0, TopicLexicon({}))
    return LexiconInForce(newest[1], _ready(newest[0]))


@lru_cache(maxsize=2)
def _ready(id: UUID) -> TopicLexicon:
    return TopicLexicon(Lexicon.objects.values_list("words", flat=True).get(id=id))


def labels_of(source: str, ids: Iterable[UUID]) -> dict[UUID, Label]:
    """The labels of these texts, by the text's id, in one statement."""
    return {label.text_id: label for label in Label.objects.filter(source=source, text_id__in=list(ids))}


def labels_seen_by(actor: Actor) -> QuerySet[Label]:
    """The labels of the units that the actor may see, newest first; none without `topic.read`."""
    if not actor.may("topic.read"):
        return Label.objects.none()
    rows = Label.objects.order_by("-at", "-id")
    if actor.kind == "system" or actor.units is None:
        return rows
    return rows.filter(Q(unit=None) | Q(unit__in=actor.units))


def label_for(actor: Actor, id: UUID) -> Label:
    """One label, if the actor may see it; else `Http404`."""
    label = labels_seen_by(actor).filter(id=id).first()
    if label is None:
        raise Http404
    return label


_OF_CASE = """
SELECT l.* FROM topics_label l
JOIN cases_casemessage m ON m.message_id = l.text_id
WHERE l.source = 'message' AND m.case_id = %s ORDER BY l.at DESC, l.id DESC
"""
_LAST_OF_CASES = """
SELECT DISTINCT ON (m.case_id) l.*, m.case_id AS case_id FROM cases_casemessage m
JOIN topics_label l ON l.source = 'message' AND l.text_id = m.message_id
WHERE m.case_id = ANY(%s) ORDER BY m.case_id, l.at DESC, l.id DESC
"""


def labels_of_case(case_id: UUID) -> list[Label]:
    """The labels of the customer's messages in a case, newest first."""
    return list(Label.objects.raw(_OF_CASE, [case_id]))


def last_labels_of_cases(case_ids: Sequence[UUID]) -> dict[UUID, Label]:
    """The label of the customer's newest message in each of these cases, in one statement."""
    return {label.case_id: label for label in Label.objects.raw(_LAST_OF_CASES, [list(case_ids)])}  # type: ignore[attr-defined]


def counts_by_topic(
    from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None = None
) -> dict[str, TopicCount]:
    """How many texts each topic had in [from, to), of these units or of all. One statement."""
    rows = Label.objects.filter(at__gte=from_at, at__lt=to_at)
    if unit_ids is not None:
        rows = rows.filter(Q(unit=None) | Q(unit__in=list(unit_ids)))
    counted = (
        rows.order_by()
        .values_list("topic")
        .annotate(
            texts=Count("id"),
            customers=Count("customer", distinct=True),
            positive=Count("id", filter=Q(mood_label=Label.Mood.POSITIVE)),
            negative=Count("id", filter=Q(mood_label=Label.Mood.NEGATIVE)),
            unknown=Count("id", filter=Q(mood_label=Label.Mood.UNKNOWN)),
        )
    )
    return {row[0]: TopicCount(*row) for row in counted}


_TEXT_PERMISSIONS = {"message": "message.read", "feedback": "feedback.read"}


def texts_of(labels: Sequence[Label], actor: Actor) -> dict[UUID, str]:
    """What was written, by label id: in full where the actor may read the source, else with personal numbers hidden."""
    by_source = {
        source: [label.text_id for label in labels if label.source == source] for source in Label.Source.values
    }
    said = texts(by_source["feedback"]) if by_source["feedback"] else {}
    if by_source["message"]:
        said |= {
            id: f"{one.subject}\n{one.text}" if one.subject else one.text
            for id, one in messages(by_source["message"]).items()
        }
    return {
        label.id: said[label.text_id] if actor.may(_TEXT_PERMISSIONS[label.source]) else redact(said[label.text_id])
        for label in labels
        if label.text_id in said
    }


def told_of(labels: Sequence[Label], actor: Actor) -> set[UUID]:
    """Those of these labels that the timeline tells of, so that *why?* has an answer: imports announce nothing."""
    entries = entries_seen_by(actor).filter(subject_id__in=[label.id for label in labels])
    return {id for id in entries.values_list("subject_id", flat=True) if id is not None}


def outdated_since(since: datetime, number: int) -> QuerySet[Label]:
    """The machine's labels of texts since then that were made with older words than version `number`."""
    return Label.objects.filter(at__gte=since, version__lt=number)
