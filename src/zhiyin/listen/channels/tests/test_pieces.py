"""Long texts are cut where people would cut them, and nothing of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zhiyin.listen.channels.pieces import pieces_of


def _bytes(text: str) -> int:
    return len(text.encode())


@given(some.text(alphabet="好的。\n a😀，", max_size=300), some.integers(4, 60))
def test_every_piece_fits_and_nothing_is_lost_but_blanks(text: str, limit: int) -> None:
    pieces = pieces_of(text, limit, _bytes)
    assert all(0 < _bytes(one) <= limit for one in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        (" \n ", []),
        ("short", ["short"]),
        ("一二三。四五六。", ["一二三。", "四五六。"]),
        ("one two three four", ["one two", "three four"]),
        ("first line\nsecond", ["first line", "second"]),
        ("no-place-to-cut", ["no-place-to-", "cut"]),
    ],
)
def test_where_it_is_cut(text: str, pieces: list[str]) -> None:
    assert pieces_of(text, 12, _bytes) == pieces
