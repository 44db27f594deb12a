"""The way of an outgoing message to its customer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun
from zhiyin.listen.channels.models.message import Message


class ClaimLost(Exception):
    """Another worker, or a person, has taken on this message meanwhile."""


class Delivery(Noun):
    """The way of one outgoing message to its customer: where to, how often tried, what the other side said.

    `reason` says why it is held, withdrawn or unsure; one that waits for a time has `next_at`. `claimed_at` is when a
    worker took it on, `handing_at` the moment, committed, just before its content was given to the other side: a worker
    lost before it has sent nothing, one lost after it may have. `undo_until` is how long its writer may take it
    back before it leaves. `external_id` is what the other side calls the message. `because` is the entry that asked for the
    message; `case_id` the row of a later stage that live pages listen for. `parts_sent`: so many parts (texts, files) of a
    message that leaves in several have certainly arrived.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        READ = "read", pgettext_lazy("message", "read")
        FAILED = "failed", _("failed")
        HELD = "held", _("held")
        UNSURE = "unsure", _("perhaps sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Reason(models.TextChoices):
        UNARMED = "unarmed", _("This channel does not send yet.")
        HOURS = "hours", _("It waits for the hours in which customers are written to without being asked.")
        CAP = "cap", _("This hour's automatic messages are used up.")
        LOOP = "loop", _("Two machines answer each other here, so it was stopped.")
        CONSENT = "consent", _("The customer does not want such messages.")
        FATIGUE = "fatigue", _("The customer has had enough such messages lately.")
        UNDONE = "undone", _("Its writer took it back.")
        FILE = "file", _("A file of it is not safe to send.")
        UNSURE = "unsure", _("It may have been sent. Look, then send again or mark as sent.")
        RELEASED = "released", _("A person let it go.")

    #: the states of what has left the house
    GONE = (State.SENT, State.DELIVERED, State.READ)
    #: what waits for a person, who may send it after all
    WAITING = (State.HELD, State.FAILED, State.UNSURE)

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    purpose = models.CharField(
        max_length=20, default="service", help_text="what it is for, as in a customer's consents"
    )
    external_id = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=320, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    handing_at = models.DateTimeField(null=True, blank=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    parts_sent = models.PositiveSmallIntegerField(default=0)
    case_id = models.UUIDField(null=True, blank=True)
    because = models.ForeignKey("timeline.Entry", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "next_at"], condition=~Q(state="sent"), name="delivery_waiting"),
            models.Index(fields=["to_address", "-sent_at"], name="delivery_to"),
            models.Index(fields=["-sent_at"], name="delivery_sent"),
            models.Index(fields=["claimed_at"], condition=Q(state__in=["sending", "unsure"]), name="delivery_leaving"),
            models.Index(fields=["undo_until"], condition=Q(undo_until__isnull=False), name="delivery_undo"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.to_address}"

    def note_handing(self) -> None:
        """Note, committed, that the content is given to the other side from now on.

        `ClaimLost` says that another has this message by now: then nothing may be said. A provider with `notes_handing`
        calls this itself, at the last moment at which nothing has been said.
        """
        mine = Delivery.objects.filter(id=self.id, state=Delivery.State.SENDING, claimed_at=self.claimed_at)
        if not mine.update(handing_at=timezone.now()):
            raise ClaimLost

    def note_part(self, parts_sent: int, external_id: str = "") -> None:
        """Note, committed, that so many parts have arrived, and that nothing is on its way just now: whoever goes on with
        this message, now or later, begins with the next part."""
        self.parts_sent, self.external_id = parts_sent, external_id[:200] or self.external_id
        with transaction.atomic():
            Delivery.objects.filter(id=self.id, parts_sent__lt=parts_sent).update(
                parts_sent=parts_sent, external_id=self.external_id
            )
            Delivery.objects.filter(id=self.id, state=Delivery.State.SENDING, claimed_at=self.claimed_at).update(
                handing_at=None
            )
