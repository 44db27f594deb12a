"""What people type finds what was written, for those who may see it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.search.actions import put, remove
from zhiyin.kernel.search.policy import excerpt
from zhiyin.kernel.search.reads import find

pytestmark = pytest.mark.django_db
HALL, ATTIC = UUID(int=1), UUID(int=2)
READER = Actor("person", permissions=frozenset({"lamp.read"}))


def _put(text: str, title: str = "", unit_id: UUID | None = None, days_ago: int = 0) -> UUID:
    object_id = new_id()
    at = timezone.now() - timedelta(days=days_ago)
    put("lamp", object_id, title=title, text=text, url="/", permission="lamp.read", at=at, unit_id=unit_id)
    return object_id


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("订单", "我的订单还没有发货"),
        ("发货 订单", "我的订单还没有发货"),
        ("wifi 慢", "房间WiFi太慢了"),
        ("ROOMS", "The room was cold"),
        ("INV-2041", "发票号 inv-2041 请查收"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_a_query_finds_the_text(query: str, text: str) -> None:
    wanted = _put(text)
    _put("完全无关 unrelated")
    assert [hit.object_id for hit in find(READER, query)] == [wanted]


@pytest.mark.parametrize("query", ["", "  ", "'", "\\", "& | !", "'; DROP", ":*", "<->", "%s", "“”", "\x00"])
def test_no_query_breaks(query: str) -> None:
    _put("it's a back\\slash & more")
    find(READER, query)


def test_only_what_the_actor_may_see_is_found() -> None:
    hall, attic, anywhere = _put("灯", unit_id=HALL), _put("灯", unit_id=ATTIC), _put("灯")
    in_hall = Actor("person", permissions=READER.permissions, units=frozenset({HALL}))
    assert {hit.object_id for hit in find(READER, "灯")} == {hall, attic, anywhere}
    assert {hit.object_id for hit in find(in_hall, "灯")} == {hall, anywhere}
    assert find(Actor("person", permissions=frozenset({"other"})), "灯") == []


def test_titles_come_before_texts_and_new_before_old() -> None:
    old = _put("灯坏了", days_ago=300)
    new = _put("灯坏了", days_ago=1)
    titled = _put("坏了", title="灯", days_ago=2)
    assert [hit.object_id for hit in find(READER, "灯")] == [titled, new, old]


def test_putting_again_replaces_and_removing_forgets() -> None:
    lamp = _put("红灯")
    put("lamp", lamp, title="", text="绿灯", url="/", permission="lamp.read", at=timezone.now())
    assert find(READER, "红灯") == []
    assert [hit.object_id for hit in find(READER, "绿灯")] == [lamp]
    remove("lamp", lamp)
    assert find(READER, "绿灯") == []


def test_the_hit_is_marked_in_its_surroundings() -> None:
    pieces = excerpt("前" * 100 + "我的订单还没有发货" + "后" * 100, "订单")
    assert [piece.text for piece in pieces if piece.hit] == ["订单"]
    assert pieces[0].text == pieces[-1].text == "…"
    assert len("".join(piece.text for piece in pieces)) < 120


def test_a_message_without_a_subject_is_not_said_twice() -> None:
    _put("我想退款，谢谢", title="我想退款，谢谢")
    assert find(READER, "退款")[0].is_its_own_title
    _put("收到的和图片不一样", title="申请换货")
    assert not find(READER, "换货")[0].is_its_own_title
