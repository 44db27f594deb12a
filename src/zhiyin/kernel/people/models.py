"""People, units, teams, roles, memberships, API keys; skills, languages, hours and absences."""

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
    capacity = models.PositiveSmallIntegerField(_("at once at most"), default=8)

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


class Skill(Noun):
    """Something that one can be good at, by which work finds people."""

    key = models.SlugField(pgettext_lazy("skill", "key"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("skill", "name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)

    def __str__(self) -> str:
        return in_reader_words(self.name, self.name_en)


class Assessment(Noun):
    """Somebody judged how good a person is at something, on what evidence. The newest one holds, until `expires_on`.

    Level 0 says that the person is not, or no more.
    """

    class Level(models.IntegerChoices):
        NONE = 0, pgettext_lazy("skill", "none")
        LEARNING = 1, pgettext_lazy("skill", "learning")
        ABLE = 2, pgettext_lazy("skill", "able")
        EXPERIENCED = 3, pgettext_lazy("skill", "experienced")
        EXPERT = 4, pgettext_lazy("skill", "expert")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assessments")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="assessments")
    level = models.PositiveSmallIntegerField(choices=Level)
    evidence = models.CharField(max_length=500)
    assessed_on = models.DateField()
    expires_on = models.DateField()
    by_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(level__range=(0, 4)), name="skill_level_in_range"),
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("assessed_on")), name="assessment_holds_some_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "skill", "-at"], name="assessment_of_person")]


class SpokenLanguage(Noun):
    """A person speaks a language well enough to serve in it: `zh`, `en`, …"""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "language"], name="language_spoken_once_a_person")
        ]


class WeeklyHours(Noun):
    """When a person works, week after week: `windows` by weekday ("0" is Monday), each `["09:00", "18:00"]`.

    A window that ends before it begins ends on the next day.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="hours")
    time_zone = models.CharField(max_length=64, default="Asia/Shanghai")
    windows = models.JSONField(default=dict)


class HoursOfDay(Noun):
    """On one day a person works otherwise: these windows, or none at all."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="other_hours")
    on = models.DateField()
    windows = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "on"], name="other_hours_once_a_day")]


class Absence(Noun):
    """A person is away, whatever their hours say: from when, until when (None: still), and why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(until_at=None), name="one_open_absence")
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
