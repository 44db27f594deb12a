"""A channel, and what is kept about the connection to its other side."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
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
