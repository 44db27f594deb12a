"""What the simulated customers and agents write, in Chinese and English. The sentences stand in `content/texts.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

CONTENT = Path(__file__).parent / "content"


@cache
def content(name: str) -> Any:
    """A content file, read once."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def subjects() -> dict[str, dict[str, Any]]:
    """The matters people write about: share, mood, severity, units, titles and sentences."""
    found: dict[str, dict[str, Any]] = content("texts")["subjects"]
    return found


def written(topic: str, language: str, rng: Random) -> tuple[str, str]:
    """A title and a text about a topic as a customer would write them."""
    texts, subject = content("texts"), subjects()[topic]
    feeling = "upset" if rng.random() < -subject["mood"] else "calm"
    matter = rng.choice(subject["matters"][language]).format(
        room=rng.randint(3, 24) * 100 + rng.randint(1, 32),
        order=f"HM{rng.randint(100000, 999999)}",
        day=rng.choice(texts["days"][language]),
    )
    space = " " if language == "en" else ""
    greeting, ending = rng.choice(texts["greetings"][language]), rng.choice(texts["endings"][language][feeling])
    return rng.choice(subject["titles"][language]), f"{greeting}{matter}{space}{ending}".strip()


def replied(language: str, name: str, agent: str, rng: Random) -> str:
    """What an agent answers."""
    texts = content("texts")
    step = rng.choice(texts["steps"][language])
    answer: str = rng.choice(texts["replies"][language])
    return answer.format(name=name, agent=agent, step=step)


def remarked(language: str, happy: bool, rng: Random) -> str:
    """What a customer adds to their scores, often nothing."""
    remark: str = rng.choice(content("texts")["remarks"][language]["happy" if happy else "unhappy"])
    return remark
