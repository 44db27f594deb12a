"""Verbs about labels and words: label a text, correct a label, change a topic, label many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.actions import News, announce, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.text import OTHER
from zhiyin.listen.channels.reads import messages_seen_by
from zhiyin.listen.feedback.reads import feedback_seen_by
from zhiyin.understand.topics.events import LabelCorrected, LexiconChanged, TextLabelled
from zhiyin.understand.topics.models import Correction, Label, Lexicon, Topic
from zhiyin.understand.topics.policy import Judged, judge
from zhiyin.understand.topics.reads import lexicon_in_force, outdated_since

#: the mood score that a person's word stands for
_SAID = {Label.Mood.POSITIVE: 0.7, Label.Mood.NEGATIVE: -0.7, Label.Mood.NEUTRAL: 0.0, Label.Mood.UNKNOWN: 0.0}


class Text(NamedTuple):
    """A text to be labelled: where it stands, who wrote it, for which unit, when; in which case, and because of what."""

    source: str
    text_id: UUID
    text: str
    customer_id: UUID | None
    unit_id: UUID | None
    at: datetime
    case_id: UUID | None = None
    because: Entry | None = None


@transaction.atomic
def label_texts(texts: Sequence[Text], *, by: Actor) -> None:
    """Label texts and say so, in as many statements as for one. A text that has a label keeps it."""
    ids = [text.text_id for text in texts]
    known = set(Label.objects.filter(text_id__in=ids).values_list("text_id", flat=True))
    unknown = {text.text_id: text for text in texts if text.text_id not in known}
    if not unknown:
        return
    in_force = lexicon_in_force()
    labels = [_label(text, judge(text.text, in_force.lexicon), in_force.number) for text in unknown.values()]
    Label.objects.bulk_create(labels, ignore_conflicts=True)
    written = set(Label.objects.filter(id__in=[one.id for one in labels]).values_list("id", flat=True))
    announce_all(
        [
            News(
                TextLabelled(one.id, one.topic, one.mood, one.source, one.text_id, unknown[one.text_id].case_id),
                unknown[one.text_id].because,
                one.customer_id,
                one.unit_id,
                one.at,
            )
            for one in labels
            if one.id in written  # else another worker labelled it at the same moment, and has said so
        ],
        by=by,
    )


def _label(text: Text, judged: Judged, version: int) -> Label:
    return Label(
        source=text.source,
        text_id=text.text_id,
        customer_id=text.customer_id,
        unit_id=text.unit_id,
        topic=judged.topic,
        mood=judged.mood,
        mood_label=judged.mood_label,
        confidence=judged.confidence,
        machine_topic=judged.topic,
        machine_mood_label=judged.mood_label,
        version=version,
        at=text.at,
    )


@transaction.atomic
def correct(
    label_id: UUID,
    *,
    topic: str,
    mood_label: str,
    case_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Correction | None:
    """A person says what a text is about and in which mood; the machine's word is kept. None if nothing changed."""
    at = at or timezone.now()
    label = Label.objects.select_for_update().get(id=label_id)
    if topic != OTHER and not Topic.objects.filter(key=topic).exists():
        raise ValidationError(_("There is no such topic."))
    if mood_label not in Label.Mood.values:
        raise ValidationError(_("There is no such mood."))
    if (label.topic, label.mood_label) == (topic, mood_label):
        return None
    correction = Correction.objects.create(
        label=label,
        topic=topic,
        mood_label=mood_label,
        topic_before=label.topic,
        mood_label_before=label.mood_label,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
    if mood_label != label.mood_label:
        label.mood = _SAID[Label.Mood(mood_label)]
    label.topic, label.mood_label, label.by, label.confidence = topic, mood_label, Label.By.PERSON, 1.0
    label.save(update_fields=["topic", "mood", "mood_label", "by", "confidence"])
    announce(
        LabelCorrected(correction.id, label.id, topic, case_id),
        by=by,
        because=because,
        customer_id=label.customer_id,
        unit_id=label.unit_id,
        at=at,
    )
    return correction


@transaction.atomic
def change_topic(
    key: str,
    *,
    name: str,
    name_en: str,
    words: Mapping[str, float],
    active: bool = True,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Lexicon | None:
    """Change or make a topic. New words, or a topic taken out of use, make a new version of the lexicon; else None."""
    at = at or timezone.now()
    key = slugify(key)[:40]
    if not key or key == OTHER:
        raise ValidationError(_("A topic needs a short key in Latin letters, other than “other”."))
    topic, _made = Topic.objects.select_for_update().get_or_create(
        key=key, defaults={"position": (Topic.objects.aggregate(Max("position"))["position__max"] or 0) + 1}
    )
    topic.name, topic.name_en, topic.words, topic.active = name, name_en, dict(words), active
    topic.save()
    return _new_version(by=by, because=because, at=at)


def _new_version(*, by: Actor, because: Entry | None, at: datetime) -> Lexicon | None:
    with connection.cursor() as cursor:  # versions are made one after the other
        cursor.execute("LOCK TABLE topics_lexicon IN SHARE ROW EXCLUSIVE MODE")
    words = {topic.key: topic.words for topic in Topic.objects.filter(active=True)}
    newest = Lexicon.objects.order_by("-number").first()
    if newest is not None and newest.words == words:
        return None
    lexicon = Lexicon.objects.create(
        number=newest.number + 1 if newest else 1, words=words, by_id=by.id, by_name=by.name, made_at=at
    )
    announce(LexiconChanged(lexicon.id, lexicon.number), by=by, because=because, at=at)
    return lexicon


def label_unlabelled(limit: int = 5000) -> int:
    """Label up to `limit` texts that have no label yet, as imports leave them; returns how many. Announces nothing.

    Feedback first, then incoming messages that no machine wrote.
    """
    labelled = Label.objects.filter(text_id=OuterRef("id"))
    whole_house = system("topics")
    feedback = (
        feedback_seen_by(whole_house)
        .filter(~Exists(labelled.filter(source=Label.Source.FEEDBACK)))
        .exclude(text="")
        .order_by()
        .values_list("id", "text", "customer_id", "unit_id", "at")[:limit]
    )
    found = [Text(Label.Source.FEEDBACK, *row) for row in feedback]
    if len(found) < limit:
        written = (
            messages_seen_by(whole_house)
            .filter(~Exists(labelled.filter(source=Label.Source.MESSAGE)), direction="in", automatic=False)
            .order_by()
            .values_list("id", "subject", "text", "customer_id", "channel__unit_id", "at")[: limit - len(found)]
        )
        found += [
            Text(Label.Source.MESSAGE, id, f"{subject}\n{text}", customer_id, unit_id, at)
            for id, subject, text, customer_id, unit_id, at in written
        ]
    if found:
        _write(found)
    return len(found)


_COLUMNS = (
    "id, source, text_id, customer_id, unit_id, topic, mood, mood_label, confidence, "
    "machine_topic, machine_mood_label, by, version, at"
)


def _write(found: Iterable[Text]) -> None:
    """One COPY into a passing table and one INSERT from it: a text labelled meanwhile keeps its label."""
    in_force = lexicon_in_force()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE labels_to_write (LIKE topics_label INCLUDING DEFAULTS) ON COMMIT DROP")
        with cursor.copy(f"COPY labels_to_write ({_COLUMNS}) FROM STDIN") as copy:
            for text in found:
                topic, mood, mood_label, confidence = judge(text.text, in_force.lexicon)
                place: tuple[Any, ...] = (new_id(), text.source, text.text_id, text.customer_id, text.unit_id)
                said = (topic, mood, mood_label, confidence, topic, mood_label, Label.By.MACHINE.value)
                copy.write_row((*place, *said, in_force.number, text.at))
        cursor.execute(
            f"INSERT INTO topics_label ({_COLUMNS}) SELECT {_COLUMNS} FROM labels_to_write ON CONFLICT DO NOTHING"
        )
        cursor.execute("DROP TABLE labels_to_write")


def label_anew(since: datetime, limit: int = 5000) -> int:
    """Judge again, with the words in force, up to `limit` texts since then that older words judged; returns how many.

    What a person said stays in force; only the machine's word beside it changes.
    """
    from zhiyin.understand.topics.reads import texts_of

    in_force = lexicon_in_force()
    labels = list(outdated_since(since, in_force.number)[:limit])
    said = texts_of(labels, system("topics"))
    for label in labels:
        judged = judge(said.get(label.id, ""), in_force.lexicon)
        label.machine_topic, label.machine_mood_label = judged.topic, judged.mood_label
        label.version = in_force.number
        if label.by == Label.By.MACHINE:
            label.topic, label.mood, label.mood_label, label.confidence = judged
    fields = ["machine_topic", "machine_mood_label", "version", "topic", "mood", "mood_label", "confidence"]
    Label.objects.bulk_update(labels, fields, batch_size=1000)
    return len(labels)
