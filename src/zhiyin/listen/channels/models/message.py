"""What was said, in and out, what it was made of, and the files that came or go with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun
from zhiyin.listen.channels.models.channel import Channel


class Message(Noun):
    """One thing said, in (by the customer) or out (to the customer).

    `text` is what was said, without the quoted history, which stands in `quoted`; `html` is sanitised. `external_id` is
    the sender's own identifier (a Message-ID, an id of the client) and unique in its channel. `thread` joins what belongs
    together within a channel. `by_person` is set for what our people wrote, by our pages and the API only.
    """

    class Direction(models.TextChoices):
        IN = "in", _("incoming")
        OUT = "out", _("outgoing")

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    html = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()
    external_id = models.CharField(max_length=600)
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answered_by")
    thread = models.CharField(max_length=200)
    author_name = models.CharField(max_length=200, blank=True)
    author_address = models.CharField(max_length=320, blank=True)
    by_person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    automatic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="message_once_per_channel")
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-at"], name="message_of_customer"),
            models.Index(fields=["channel", "thread", "at"], name="message_of_thread"),
            models.Index(fields=["channel", "direction", "-at"], name="message_of_channel"),
        ]

    def __str__(self) -> str:
        return self.subject or self.text[:60]


class Arrival(Noun):
    """What came in, byte for byte, before anyone looked at it. `message` is what became of it.

    A `failed` one waits with the reason in `failure` until a person runs it again, or sets it `aside` and says why in
    `aside_why`. `mended` is what a person made of the bytes; it is read instead of `raw`, which stays as it came.
    """

    class State(models.TextChoices):
        STORED = "stored", _("stored")
        PROCESSED = "processed", _("processed")
        FAILED = "failed", _("failed")
        ASIDE = "aside", _("set aside")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="arrivals")
    external_id = models.CharField(max_length=600)
    raw = models.BinaryField()
    mended = models.BinaryField(null=True, blank=True)
    aside_why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.STORED)
    failure = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="arrivals")
    arrived_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="arrival_once_per_channel")
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "arrived_at"], condition=~Q(state="processed"), name="arrival_waiting"),
            models.Index(fields=["message"], name="arrival_of_message"),
        ]

    def __str__(self) -> str:
        return self.external_id


class Attachment(Noun):
    """A file that came or goes with a message. The content lies in the files folder under its SHA-256, `digest`.

    `left_out` says why the content was not kept (too large, too many); then `digest` is blank and the raw arrival has it.
    `source` is what the other side calls a file that has to be fetched from it.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, blank=True)
    content_id = models.CharField(max_length=255, blank=True)
    inline = models.BooleanField(default=False)
    left_out = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=400, blank=True)

    #: what a small picture is made of and shown; SVG is a program
    PICTURES: ClassVar = {
        "image/png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/webp", "image/bmp",
    }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it says that it is a picture, and is here."""
        return bool(self.digest) and self.content_type.lower() in self.PICTURES


class Scan(Noun):
    """What the scanner said of a content, by its SHA-256. A content that is not safe stays in its place and is given to
    nobody."""

    digest = models.CharField(max_length=64, unique=True)
    safe = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.digest[:12]} {'safe' if self.safe else self.words}"
