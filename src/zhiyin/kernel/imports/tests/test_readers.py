"""Readers: what a file says, in any of its shapes."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zhiyin.kernel.imports.readers import Chunk, reader_of
from zhiyin.kernel.imports.reasons import ImportFault


def whole(path: Path, **options: Any) -> Chunk:
    chunks = list(reader_of(path, options).chunks())
    assert len(chunks) == 1
    return chunks[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_utf8_and_gb18030(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("姓名,城市\n李娜,上海\n王芳,深圳\n".encode(encoding))
    chunk = whole(path)
    assert chunk.columns == {"姓名": ["李娜", "王芳"], "城市": ["上海", "深圳"]}
    assert chunk.lines == [2, 3]


def test_gzipped_files_are_read_whatever_their_name(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "a.csv"):
        (tmp_path / name).write_bytes(gzip.compress(b"a;b\n1;2\n"))
        assert whole(tmp_path / name).columns == {"a": ["1"], "b": ["2"]}


def test_lines_are_those_of_the_file_even_when_cells_hold_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"one\ntwo",2\n\n3,4\n', encoding="utf-8")
    chunk = whole(path)
    assert chunk.columns["a"] == ["one\ntwo", "3"]
    assert chunk.lines == [2, 5]


def test_a_row_of_too_few_cells_is_bad_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1\n2,3\n4,5,6\n", encoding="utf-8")
    chunk = whole(path)
    assert {index: why[1]["found"] for index, why in chunk.bad.items()} == {0: 1, 2: 3}


def test_files_that_cannot_be_read_at_all_say_why(tmp_path: Path) -> None:
    for name, content in (
        ("a.xls", b"x"),
        ("empty.csv", b""),
        ("twice.csv", b"a,a\n1,2\n"),
        ("b.parquet", b"not parquet"),
        ("c.xes", b"<log><trace>"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ImportFault):
            reader_of(tmp_path / name, {})


def test_json_lines_flatten_objects_and_keep_bad_lines_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1, "by": {"name": "李娜"}}\nnot json\n[1]\n\n{"id": 2}\n', encoding="utf-8")
    chunk = whole(path)
    assert chunk.columns["by.name"] == ["李娜", None, None, None]
    assert chunk.lines == [1, 2, 3, 5]
    assert set(chunk.bad) == {1, 2}


def test_parquet_is_read_in_batches_that_begin_small(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"n": list(range(105_000))}), path)
    chunks = list(reader_of(path, {}).chunks())
    assert [len(chunk) for chunk in chunks[:3]] == [2_500, 5_000, 10_000]
    assert max(len(chunk) for chunk in chunks) <= 50_000
    assert [line for chunk in chunks for line in chunk.lines] == list(range(1, 105_001))
    assert [value for chunk in chunks for value in chunk.columns["n"]] == list(range(105_000))


def test_an_event_log_gives_a_row_an_event_with_its_trace(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(
        gzip.compress(
            b"""<log xmlns="http://www.xes-standard.org/"><trace><string key="concept:name" value="C1"/>
            <event><string key="concept:name" value="Open"/>
            <date key="time:timestamp" value="2012-03-20T09:43:52Z"/></event>
            <event><string key="concept:name" value="Close"/></event></trace>
            <trace><string key="concept:name" value="C2"/>
            <event><string key="concept:name" value="Open"/></event></trace></log>"""
        )
    )
    chunk = whole(path)
    assert chunk.columns["trace:concept:name"] == ["C1", "C1", "C2"]
    assert chunk.columns["concept:name"] == ["Open", "Close", "Open"]
    assert chunk.columns["trace:position"] == ["1", "2", "1"]


def test_attributes_within_attributes_belong_to_neither_event_nor_trace(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(
        """<x:log xmlns:x="http://www.xes-standard.org/"><x:string key="name" value="the log's own"/><x:trace>
        <x:event><x:string key="name" value="a &amp; b"><x:string key="name" value="inner"/></x:string></x:event>
        <x:list key="more"><x:string key="name" value="inner"/></x:list>
        <x:string key="name" value="after its events"/></x:trace></x:log>""",
        encoding="utf-8",
    )
    chunk = whole(path)
    assert chunk.row(0) == {"trace:name": "after its events", "trace:position": "1", "name": "a & b"}


def test_a_file_that_breaks_off_is_no_event_log(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text("<log><trace><event></event></trace>", encoding="utf-8")
    with pytest.raises(ImportFault):
        list(reader_of(path, {}).chunks())
