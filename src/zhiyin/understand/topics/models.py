"""Topics, the versions of their words, labels of texts, and people's corrections of labels."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class Topic(Noun):
    """What texts are about. `words` maps each word or phrase, Chinese or English, to its weight."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name in Chinese"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    words = models.JSONField(_("words of the topic"), default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


class Lexicon(Noun):
    """A version of the words of all topics, as labels were made with it. Never changed; the highest number is in force."""

    number = models.PositiveIntegerField(unique=True)
    words = models.JSONField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.number)


class Label(Noun):
    """What one text is about and in which mood. `topic` and `mood_label` are in force; `machine_…` what the machine said.

    `mood` is −1 … 1; `at` is when the text was written; `version` numbers the lexicon that the machine used.
    """

    class Source(models.TextChoices):
        MESSAGE = "message", _("message")
        FEEDBACK = "feedback", _("feedback")

    class Mood(models.TextChoices):
        POSITIVE = "positive", pgettext_lazy("mood", "positive")
        NEUTRAL = "neutral", pgettext_lazy("mood", "neutral")
        NEGATIVE = "negative", pgettext_lazy("mood", "negative")
        UNKNOWN = "unknown", pgettext_lazy("mood", "unknown")

    class By(models.TextChoices):
        MACHINE = "machine", _("machine")
        PERSON = "person", _("person")

    source = models.CharField(max_length=10, choices=Source)
    text_id = models.UUIDField()
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    topic = models.CharField(max_length=40)
    mood = models.FloatField()
    mood_label = models.CharField(max_length=10, choices=Mood)
    confidence = models.FloatField()
    machine_topic = models.CharField(max_length=40)
    machine_mood_label = models.CharField(max_length=10, choices=Mood)
    by = models.CharField(max_length=10, choices=By, default=By.MACHINE)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "text_id"], name="one_label_per_text")]
        indexes: ClassVar = [
            # Counts by topic over a window read this index alone.
            models.Index(fields=["at", "topic", "unit", "mood_label"], name="label_by_time"),
            models.Index(fields=["topic", "-at", "-id"], name="label_of_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.mood_label}"

    @property
    def angry(self) -> bool:
        """Negative beyond doubt: shown more loudly."""
        return self.mood_label == self.Mood.NEGATIVE and self.mood <= ANGRY


#: from this score down a negative text is called angry
ANGRY = -0.82


class Correction(Noun):
    """A person said what a text is about, or in which mood; `…_before` is what was in force until then."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="corrections")
    topic = models.CharField(max_length=40)
    mood_label = models.CharField(max_length=10, choices=Label.Mood)
    topic_before = models.CharField(max_length=40)
    mood_label_before = models.CharField(max_length=10, choices=Label.Mood)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
