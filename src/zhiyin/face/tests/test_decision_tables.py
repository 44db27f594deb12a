"""Decision tables: what the editor sends back is what it showed; comparisons in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.utils import translation

from zhiyin.face.decision_tables import changes_of, grid_of, rows_from, sentence_of, table_of
from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.register import Declared, Fact, Outcome

CHANNELS = (("email", "E-mail"), ("chat", "Chat"))
DECLARED = Declared(
    "lamp_oil",
    "Lamp oil",
    "",
    (
        Fact("channel", "Channel", "choice", CHANNELS),
        Fact("amount", "Amount", "number"),
        Fact("vip", "Regular", "boolean"),
        Fact("city", "City", "text"),
    ),
    (
        Outcome("pay", "Payment", "money"),
        Outcome("currency", "Currency", "text"),
        Outcome("minutes", "Minutes", "integer", maximum=600),
        Outcome("more", "More", "json", required=False),
    ),
    (),
)
ROWS = [
    {
        "when": {
            "channel": ["email", "chat"],
            "amount": {"from": 100, "below": 500},
            "vip": True,
            "city": ["杭州", "Paris"],
        },
        "then": {"pay": 2050, "currency": "CNY", "minutes": 30, "more": {"days": [1, 2]}},
    },
    {"when": {}, "then": {"pay": 500, "currency": "JPY", "minutes": 60}},
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _sent_as_shown(rows: list) -> QueryDict:
    sent = QueryDict(mutable=True)
    for row in grid_of(DECLARED, rows, {}):
        sent.appendlist("order", row.index)
        for cell in row.when:
            for bound in ("from", "below"):
                if bound in cell.values:
                    sent[f"{cell.name}.{bound}"] = cell.values[bound]
            if cell.column.kind == "choice":
                sent.setlist(cell.name, cell.values["chosen"])
            elif "value" in cell.values or "text" in cell.values:
                sent[cell.name] = cell.values.get("value", cell.values.get("text"))
        for cell in row.then:
            sent[cell.name] = cell.values["value"]
    return sent


def test_what_the_editor_shows_comes_back_unchanged() -> None:
    assert rows_from(DECLARED, _sent_as_shown(ROWS)) == ROWS


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("0.then.minutes", "soon"),
        ("0.then.pay", "20.555"),
        ("0.when.amount.from", "NaN"),
        ("0.then.minutes", "601"),
        ("0.then.more", "{"),
    ],
)
def test_what_cannot_be_read_is_named_by_the_check_and_kept(field: str, text: str) -> None:
    sent = _sent_as_shown(ROWS)
    sent[field] = text
    assert faults_of(DECLARED, rows_from(DECLARED, sent))


def test_a_table_reads_in_words() -> None:
    when, then = ([text for _label, text in side] for side in table_of(DECLARED, ROWS).rows[0])
    assert when == ["E-mail or Chat", "from 100, below 500", "yes", "杭州 or Paris"]
    assert then[:3] == ["CN¥20.50", "CNY", "30"]
    assert sentence_of(DECLARED, ROWS[1]) == "otherwise → Payment: ¥500; Currency: JPY; Minutes: 60"


def test_a_comparison_shows_only_what_changed() -> None:
    changed = [ROWS[0], {"when": {}, "then": {**ROWS[1]["then"], "minutes": 45}}]
    assert [change.sign for change in changes_of(DECLARED, ROWS, changed)] == ["−", "+"]
    assert changes_of(DECLARED, ROWS, ROWS) == []
