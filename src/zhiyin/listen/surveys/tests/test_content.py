"""Forms: their content is checked, option ids are the same in every language."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from zhiyin.listen.surveys.content import NotAForm, parse, shipped


@pytest.fixture
def content() -> dict[str, Any]:
    return copy.deepcopy(shipped()["after_case"])


def test_the_form_after_a_case_asks_satisfaction_then_recommendation_then_for_words() -> None:
    form = parse(shipped()["after_case"])
    assert [(one.key, one.kind, one.required) for one in form.questions] == [
        ("satisfaction", "csat", True),
        ("recommendation", "nps", True),
        ("words", "text", False),
    ]
    satisfied = form.questions[0].option("s4")
    assert satisfied is not None
    assert (satisfied.score, satisfied.label) == (4, {"en": "Satisfied", "zh": "满意"})


def test_recommendation_is_asked_from_0_to_10_and_nothing_else(content: dict[str, Any]) -> None:
    assert [one.score for one in parse(content).questions[1].options] == list(range(11))
    content["questions"][1]["options"] = [{"id": "a", "score": 1, "label": {"en": "1", "zh": "1"}}]
    with pytest.raises(NotAForm, match="0 to 10"):
        parse(content)


def test_a_satisfaction_scale_has_exactly_five_steps(content: dict[str, Any]) -> None:
    content["questions"][0]["options"].pop()
    with pytest.raises(NotAForm, match="1 to 5"):
        parse(content)


def test_a_form_needs_its_words_in_every_language(content: dict[str, Any]) -> None:
    del content["questions"][0]["options"][2]["label"]["zh"]
    with pytest.raises(NotAForm, match="zh"):
        parse(content)
