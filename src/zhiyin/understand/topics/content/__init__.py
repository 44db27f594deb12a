"""The topics that every organisation begins with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class StartingTopic:
    """A topic as shipped: key, names, and each word with its weight."""

    key: str
    name: str
    name_en: str
    words: dict[str, float]


def starting_topics() -> list[StartingTopic]:
    """The shipped topics in order. Phrases are written with underscores in the file."""
    rows = yaml.safe_load((files(__name__) / "topics.yaml").read_text(encoding="utf-8"))
    return [
        StartingTopic(
            row["key"],
            row["zh"],
            row["en"],
            {
                word.replace("_", " "): float(weight)
                for weight, words in row["words"].items()
                for word in str(words).split()
            },
        )
        for row in rows
    ]
