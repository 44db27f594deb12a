"""Playbooks as YAML: there and back exactly, and faults with their line and what to do. And what a valid one is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.kernel.playbooks.content import CannotRead, digest_of, in_order, read, shipped, write
from zhiyin.kernel.playbooks.policy import MOST_STEPS, faults_of
from zhiyin.kernel.playbooks.register import KINDS, SHIPPED
from zhiyin.kernel.playbooks.tests.conftest import PERSON, playbook, told

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=60
).filter(str.strip)
WORDS = st.fixed_dictionaries({"zh": TEXTS, "en": TEXTS})
KEYS = st.lists(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True).filter(lambda key: key != "end"),
    min_size=1,
    max_size=MOST_STEPS,
    unique=True,
)
DURATIONS = st.builds("{} {}".format, st.integers(1, 300), st.sampled_from(["minutes", "hours", "days"]))
GIVEN = st.one_of(
    st.tuples(st.just("light"), st.fixed_dictionaries({"colour": TEXTS})),
    st.tuples(st.just("wait"), st.fixed_dictionaries({"time": DURATIONS})),
    st.tuples(st.just("person"), st.fixed_dictionaries({"task": WORDS})),
    st.tuples(st.just("pay"), st.fixed_dictionaries({"amount": st.sampled_from(["5.00 CNY", "7 JPY", "0.50 EUR"])})),
    st.tuples(
        st.just("decide"),
        st.fixed_dictionaries({"when": st.just({"watts": {"from": 3, "below": 60}}), "otherwise": st.just("end")}),
    ),
)


@st.composite
def playbooks(draw: Any) -> dict[str, Any]:
    steps = []
    for key in draw(KEYS):
        do, given_ = draw(GIVEN)
        steps.append({"step": key, "name": draw(WORDS), "do": do, "with": given_})
    caps = draw(st.dictionaries(st.sampled_from(["runs_a_day", "runs_a_customer"]), st.integers(1, 99)))
    return {"playbook": "lamps", "name": draw(WORDS), "trigger": {"event": "lamp_broke"}, "caps": caps, "steps": steps}


@given(playbooks())
def test_what_is_written_reads_back_to_the_same(content: dict[str, Any]) -> None:
    text = write(content)
    assert read(text) == in_order(content)
    assert write(read(text)) == text
    assert digest_of(read(text)) == digest_of(in_order(content))
    shuffled = json.loads(json.dumps(content, sort_keys=True))  # as the database keeps it
    assert write(shuffled) == text


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_lines(text: str) -> None:
    faults = []
    try:
        read(text)
    except CannotRead as refused:
        faults = refused.faults
    assert all(1 <= fault.line <= text.count("\n") + 2 and fault.message for fault in faults)


GOOD = write(playbook(told("a", "light", colour="red"), told("b", "wait", time="2 hours"), PERSON))


@pytest.mark.parametrize(
    ("from_", "to", "line", "says"),
    [
        ("do: light", "do: lihgt", "lihgt", "light"),
        ("time: 2 hours", "time: 2 moons", "2 moons", "90"),
        ("colour: red", "color: red", "color: red", "colour"),
        ("event: lamp_broke", "event: lamp_exploded", "lamp_exploded", "lamp_broke"),
        ("step: b", "step: a", "step: a", "key"),
        ("playbook: lamps", "playbook: lamps\nplaybook: more", "playbook: more", "twice"),
        ("steps:", "stepz:", "stepz:", "steps"),
        ("steps:", " steps: [", " steps: [", "YAML"),
    ],
)
def test_a_fault_names_its_line_and_what_to_do(from_: str, to: str, line: str, says: str) -> None:
    from django.utils.translation import override

    text = GOOD.replace(from_, to, 1) if from_ != "step: b" else GOOD.replace(from_, to)
    wanted = max(number for number, one in enumerate(text.split("\n"), 1) if line in one)
    with override("en"), pytest.raises(CannotRead) as refused:
        read(text)
    faults = {fault.line: str(fault) for fault in refused.value.faults}
    assert wanted in faults or from_ == "steps:", faults
    assert any(says in said for said in faults.values()), faults


def test_references_and_endless_files_are_not_read() -> None:
    with pytest.raises(CannotRead):
        read("playbook: &a lamps\nname: *a\n")
    with pytest.raises(CannotRead):
        read("[" * 5000)
    with pytest.raises(CannotRead):
        read("x" * 300_000)


def test_there_are_never_more_than_thirty_steps() -> None:
    many = [told(f"s{number}", "light") for number in range(MOST_STEPS)]
    assert faults_of(playbook(*many)) == []
    assert [fault.place for fault in faults_of(playbook(*many, told("one_more", "light")))] == [("steps",)]


def test_a_playbook_never_goes_back() -> None:
    back = told("b", "decide", when={"watts": 3}, otherwise="a")
    itself = told("b", "decide", when={"watts": 3}, otherwise="b")
    for one in (back, itself):
        assert [fault.place for fault in faults_of(playbook(told("a", "light"), one))] == [
            ("steps", 1, "with", "otherwise")
        ]


def test_a_step_that_needs_more_than_the_trigger_gives_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiyin.kernel.playbooks import register
    from zhiyin.kernel.playbooks.register import Kind, Noun
    from zhiyin.kernel.playbooks.tests.conftest import light

    monkeypatch.setitem(register.NOUNS, "sun", Noun("sun", "Sun", "suns.Sun", lambda actor, text: None))
    monkeypatch.setitem(register.KINDS, "shine", Kind("shine", "do", "Shine", light, light, needs=("sun",)))
    faults = faults_of(playbook(told("a", "shine")))
    assert ["Sun" in fault.message for fault in faults] == [True]


def test_every_shipped_playbook_is_valid_and_in_both_languages() -> None:
    for key in SHIPPED:
        content = shipped(key)
        assert content is not None
        assert SHIPPED[key].read_text().endswith("\n")
        both = [content["name"], content["about"], *(step["name"] for step in content["steps"])]
        assert [one for one in both if set(one) != {"zh", "en"}] == [], key
        assert read(write(content)) == content


def test_the_example_of_the_guide_is_a_playbook() -> None:
    guide = Path(__file__).resolve().parents[5] / "docs" / "guide" / "playbooks.md"
    example = guide.read_text().split("```yaml\n")[1].split("```")[0]
    content = read(example)
    assert content["playbook"] == "late_parcel"
    assert read(write(content)) == content
    for name in KINDS:
        assert f"`{name}`" in guide.read_text() or name in ("light", "pay", "naughty"), (
            f"the guide does not name {name}"
        )
