"""What a form asks: its content in every language, read and checked. Pure but for reading the shipped files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
SCALES = {"csat": range(1, 6), "ces": range(1, 8), "fair": range(1, 8), "nps": range(11)}
#: the ends are named, the steps between are plain numbers: kind to the first letter of its options
NUMBERED = {"nps": "n", "fair": "f"}
KINDS = (*SCALES, "text", "choice")
Words = dict[str, str]


class NotAForm(ValueError):
    """The content breaks a rule of forms: says which, and in which question."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: an id that is the same in every language and version, its score, its label."""

    id: str
    score: int | None
    label: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `low` and `high` name the ends of a scale of numbers."""

    key: str
    kind: str
    text: Words
    required: bool
    options: tuple[Option, ...]
    low: Words
    high: Words

    def option(self, id: str) -> Option | None:
        return next((one for one in self.options if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: questions in order, how it invites and thanks, for how many days a link works."""

    key: str
    name: Words
    transactional: bool
    open_days: int
    subject: Words
    invitation: Words
    thanks_title: Words
    thanks: Words
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions if one.key == key), None)

    def position(self, key: str) -> int:
        return next(index for index, one in enumerate(self.questions) if one.key == key)


def parse(content: dict[str, Any]) -> Form:
    """The form that a content describes. Raises `NotAForm`."""
    try:
        questions = tuple(_question(one) for one in content["questions"])
        form = Form(
            key=content["key"],
            name=_words(content["name"], "name"),
            transactional=bool(content.get("transactional", False)),
            open_days=int(content["open_days"]),
            subject=_words(content["invitation"]["subject"], "invitation"),
            invitation=_words(content["invitation"]["text"], "invitation"),
            thanks_title=_words(content["thanks"]["title"], "thanks"),
            thanks=_words(content["thanks"]["text"], "thanks"),
            questions=questions,
        )
    except (KeyError, TypeError) as error:
        raise NotAForm(f"something is missing: {error}") from error
    keys = [one.key for one in questions]
    if not keys or len(keys) != len(set(keys)):
        raise NotAForm("a form needs questions, each with a key of its own")
    if any("{link}" not in text for text in form.invitation.values()):
        raise NotAForm("the invitation needs its {link} in every language")
    return form


def _question(content: dict[str, Any]) -> Question:
    key, kind = content["key"], content["kind"]
    if kind not in KINDS:
        raise NotAForm(f"{key}: there is no kind of question called {kind}")
    if kind in NUMBERED:
        if "options" in content:
            raise NotAForm(
                f"{key}: {kind} is asked from {SCALES[kind][0]} to {SCALES[kind][-1]} and has no options of its own"
            )
        letter = NUMBERED[kind]
        options = tuple(
            Option(f"{letter}{score}", score, dict.fromkeys(LANGUAGES, str(score))) for score in SCALES[kind]
        )
    else:
        options = tuple(
            Option(one["id"], one.get("score"), _words(one["label"], key)) for one in content.get("options", ())
        )
    ids = [one.id for one in options]
    if len(ids) != len(set(ids)):
        raise NotAForm(f"{key}: two options have one id")
    if kind in SCALES and sorted(one.score if one.score is not None else -1 for one in options) != list(SCALES[kind]):
        raise NotAForm(f"{key}: the scale of {kind} is {SCALES[kind][0]} to {SCALES[kind][-1]}, each once")
    if (kind == "text") == bool(options):
        raise NotAForm(f"{key}: a text has no options, everything else has")
    ends = {end: _words(content[end], key) if end in content else {} for end in ("low", "high")}
    return Question(
        key, kind, _words(content["text"], key), bool(content.get("required", True)), options, ends["low"], ends["high"]
    )


def _words(words: dict[str, str], where: str) -> Words:
    missing = [language for language in LANGUAGES if not words.get(language)]
    if missing:
        raise NotAForm(f"{where}: no words in {', '.join(missing)}")
    return dict(words)


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of a content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The contents of the forms that the house ships, by key; each is checked."""
    found = {}
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[parse(content).key] = content
    return found


def language_of(code: str, default: str = "zh") -> str:
    """The form's language for a language code: `zh-hans` is zh; what a form does not speak is the default.

    >>> language_of("zh-Hans"), language_of("en-GB"), language_of("")
    ('zh', 'en', 'zh')
    """
    short = code.lower().split("-")[0].split("_")[0]
    return short if short in LANGUAGES else ("en" if short else default)
