"""Channels, what arrived through them, the messages of both directions, their attachments and deliveries."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun
from zhiyin.kernel.sealing import unseal
from zhiyin.listen.channels.provider import Provider, provider_of


class Channel(Noun):
    """A way in and out: a mailbox, a chat widget, an official account, an API connection of one unit.

    `key` names it in addresses (`/chat/<key>`) and in the API. `address` is the mailbox of an e-mail channel, else blank.
    While `replies_armed` is false everything outgoing is held: a new connection takes in first and sends nothing.
    """

    class Kind:
        """The kinds that the house knows by name; `provider.PROVIDERS` has all."""

        EMAIL, CHAT, API = "email", "chat", "api"

    name = models.CharField(pgettext_lazy("channel", "name"), max_length=120)
    key = models.SlugField(_("channel key"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("address"), max_length=320, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    replies_armed = models.BooleanField(_("replies armed"), default=False)
    active = models.BooleanField(_("in use"), default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address"], condition=Q(kind="email", active=True), name="one_active_channel_per_mailbox"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def provider(self) -> Provider:
        """What offers channels of this kind."""
        return provider_of(self.kind)

    def secret(self, name: str) -> str:
        """A secret that this channel was given, blank if none. Settings hold it sealed."""
        sealed = self.settings.get("sealed", {}).get(name, "")
        return unseal(sealed) if sealed else ""


class MailboxState(models.Model):
    """How far a mailbox that lies on another server has been fetched, and whether it can be reached.

    UIDs below `next_uid` have been looked at, those below `settled_uid` also marked or moved as the channel says; both
    count within `uidvalidity`. `put_off` are UIDs that could not be stored, with tries and fault. `last_error` is blank
    while all is well, `last_step` is where it happened (connect, tls, token, login, folder, fetch). `test_*`: the test
    mail that the mailbox sends to itself.
    """

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="mailbox_state")
    folder = models.CharField(max_length=200, blank=True)
    uidvalidity = models.BigIntegerField(null=True, blank=True)
    next_uid = models.BigIntegerField(default=1)
    settled_uid = models.BigIntegerField(default=1)
    put_off = models.JSONField(default=dict, blank=True)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_step = models.CharField(max_length=20, blank=True)
    last_error = models.TextField(blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)
    test_sent_at = models.DateTimeField(null=True, blank=True)
    test_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.folder} {self.next_uid}"


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


class AccessToken(Noun):
    """What the other side of a channel lets us in with for a while, sealed; one for all our processes.

    The row is locked while one of them asks for a new one.
    """

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="access_token")
    sealed = models.TextField(blank=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.channel_id} {self.expires_at:%H:%M}"


class Feed(Noun):
    """What the other side keeps for us until we fetch it, and how far we have: it only signals that there is something.

    `name` is what it calls the feed, `cursor` its name for the place up to which all is stored. `token` came with the last
    signal, at `signalled_at`; all that was there at `fetched_at` has been stored.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="feeds")
    name = models.CharField(max_length=120)
    cursor = models.CharField(max_length=400, blank=True)
    token = models.CharField(max_length=400, blank=True)
    signalled_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "name"], name="feed_once_per_channel")]

    def __str__(self) -> str:
        return f"{self.name} {self.cursor}"


class Nonce(Noun):
    """A signature's number that was used once, and for what: where the signature does not cover the content."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=120)
    used_for = models.CharField(max_length=600)
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "value"], name="nonce_once_per_channel")]

    def __str__(self) -> str:
        return self.value
