"""People, units, teams, roles, memberships and API keys."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun

LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]


def in_reader_words(name: str, name_en: str) -> str:
    """The English name for who reads English, where there is one; else the name."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


class PersonManager(BaseUserManager["Person"]):
    """Django's account machinery needs these two verbs."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").lower())


class Person(Noun, AbstractBaseUser):
    """Someone who works here and signs in by e-mail address."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="zh-hans")
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Unit(Noun):
    """A part of the organisation that has work of its own: a group, a hotel, a shop. `path` holds the ids from the root."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")

    def __str__(self) -> str:
        return in_reader_words(self.name, self.name_en)


class Team(Noun):
    """People of a unit who share a queue."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return in_reader_words(self.name, self.name_en)


class Role(Noun):
    """What someone may do. `key` names a starting role that the house keeps up to date; custom roles have none."""

    key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    permissions = models.JSONField(default=list)
    sees_all_units = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Membership(Noun):
    """A person holds a role in a unit, and there perhaps sits in a team."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "unit", "role"], name="one_membership_per_person_unit_role")
        ]


class Key(Noun):
    """An API key: only its SHA-256 is kept. `scopes` are the permissions that it carries."""

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class IdempotentReply(Noun):
    """The reply to a write that came with an `Idempotency-Key`, kept for a day so that a repeat gets the same one."""

    actor_id = models.UUIDField()
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=100)
    body = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor_id", "key"], name="one_reply_per_key")]
