"""Mappings: what is said, what is guessed, what is wrong; values as fields hold them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from zhiyin.kernel.imports.converters import converter_for
from zhiyin.kernel.imports.mapping import FieldMap, compiled, completed, mapping_of
from zhiyin.kernel.imports.readers import Chunk
from zhiyin.kernel.imports.reasons import ImportFault, Unfit, words_of
from zhiyin.kernel.imports.register import Field, Target

LAMPS = Target(
    "lamps",
    "Lamps",
    (
        Field("external_id", "Number", required=True, names=("lamp_no", "灯号")),
        Field("lit_at", "Lit at", "time"),
        Field("price_minor", "Price", "money"),
        Field("watts", "Watts", "integer", minimum=1, maximum=1000),
        Field("state", "State", default="new", choices=("new", "old")),
        Field("more", "More", "json"),
    ),
    load=lambda batch: {},
)


@pytest.mark.parametrize(
    ("kind", "options", "given", "expected"),
    [
        ("text", {}, 17850.0, "17850"),
        ("text", {}, " 上海 ", "上海"),
        ("text", {}, "a\x00b", "ab"),
        ("integer", {}, "1,200", 1200),
        ("integer", {}, "3.0", 3),
        ("number", {}, "2.5", 2.5),
        ("money", {"minor_of": "CNY"}, "¥1,234.56", 123456),
        ("money", {"minor_of": "CNY"}, 2.55, 255),
        ("money", {"minor_of": "JPY"}, "500", 500),
        ("money", {"minor_of": "KWD"}, "1.5", 1500),
        ("money", {}, "500", 500),
        ("boolean", {}, "是", True),
        ("boolean", {}, "no", False),
        ("time", {}, "2024-05-01T10:00:00+08:00", datetime(2024, 5, 1, 2, tzinfo=UTC)),
        ("time", {"time_zone": "Asia/Shanghai"}, "2024/05/01 10:00", datetime(2024, 5, 1, 2, tzinfo=UTC)),
        ("time", {"format": "%d.%m.%Y"}, "01.05.2024", datetime(2024, 5, 1, tzinfo=UTC)),
        ("time", {"epoch": "milliseconds"}, 1714528800000, datetime(2024, 5, 1, 2, tzinfo=UTC)),
        ("json", {}, {"a": "\x00"}, '{"a": ""}'),
    ],
)
def test_values_are_converted(kind: Any, options: dict[str, Any], given: Any, expected: Any) -> None:
    assert converter_for(Field("f", "F", kind), options)(given) == expected


@pytest.mark.parametrize(
    ("kind", "given", "reason"),
    [
        ("integer", "12.5", "not_an_integer"),
        ("integer", "9" * 30, "too_large"),
        ("number", "inf", "not_a_number"),
        ("money", "free", "not_money"),
        ("time", "yesterday", "not_a_time"),
        ("boolean", "maybe", "not_a_boolean"),
        ("text", "\udcff", "unreadable"),
    ],
)
def test_values_that_do_not_fit_say_why(kind: Any, given: str, reason: str) -> None:
    with pytest.raises(Unfit) as unfit:
        converter_for(Field("f", "F", kind), {"minor_of": "CNY"} if kind == "money" else {})(given)
    assert unfit.value.reason == reason
    assert "f" in words_of(unfit.value.reason, unfit.value.words)


def test_names_that_match_are_guessed_in_any_spelling() -> None:
    fields = completed(FieldMap(), LAMPS, ["Lamp No", "LitAt", "colour"], open_ended=False).fields
    assert fields == {"external_id": {"column": "Lamp No"}, "lit_at": {"column": "LitAt"}}


def test_all_that_is_wrong_with_a_mapping_is_said_at_once() -> None:
    with pytest.raises(ImportFault) as fault:
        mapping_of({"target": "chairs", "fields": {"legs": "Legs", "watts": {"colunm": "W"}}, "colour": 1}, LAMPS)
    assert len(str(fault.value).splitlines()) == 4
    with pytest.raises(ImportFault) as fault:
        completed(mapping_of({"fields": {"watts": "W"}}, LAMPS), LAMPS, ["A"], open_ended=False)
    assert "“W”" in str(fault.value)
    assert "external_id" in str(fault.value)


def test_a_mapping_fills_fields_from_columns_constants_and_lines() -> None:
    mapping = mapping_of(
        {
            "fields": {
                "external_id": {"line": True},
                "state": {"column": "no", "prefix": {"C": "old"}, "otherwise": "new"},
                "watts": {"column": "w", "values": {"low": 5}},
                "price_minor": {"constant": "2.50", "minor_of": "CNY"},
                "more": {"gather": {"colour": "c"}},
            }
        },
        LAMPS,
    )
    chunk = Chunk([2, 3], {"no": ["C1", "7"], "w": ["low", "high"], "c": ["red", None]})
    columns, bad = compiled(mapping, LAMPS)(chunk)
    assert columns["external_id"] == ["2", "3"]
    assert columns["state"] == ["old", "new"]
    assert columns["price_minor"] == [250, 250]
    assert columns["more"] == ['{"colour": "red"}', None]
    assert columns["watts"] == [5, None]
    assert bad == {1: ("not_mapped", {"field": "watts", "value": "high"})}
