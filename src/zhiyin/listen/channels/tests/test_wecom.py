"""WeChat customer service of a company: signals are proven, what they announce is pulled once, answers leave once."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer, Identity, Trait
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import Part, deliver, fetch_file, make_channel, process, send
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.models import AccessToken, Arrival, Attachment, Channel, Delivery, Feed, Message
from zhiyin.listen.channels.tests import loopback_wecom as they
from zhiyin.listen.channels.tests.loopback import Answer
from zhiyin.listen.channels.tests.loopback_wecom import DESK, LI, SHOP, WeCom, event, message, request, sealed, signal
from zhiyin.listen.channels.wecom import people, pulling
from zhiyin.listen.channels.wecom.provider import WECOM
from zhiyin.listen.channels.wecom.reading import message_name

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture
def wecom(settings: Any) -> Iterator[WeCom]:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    with WeCom() as side:
        settings.WECOM_API = side.url
        yield side


def connect(unit: Unit, **given: str) -> Channel:
    asked = {
        "name": "微信客服",
        "corp_id": they.CORP,
        "corp_secret": they.SECRET,
        "token": they.TOKEN,
        "aes_key": they.AES_KEY,
        "automatic_per_hour": "6",
        **given,
    }
    form = ChannelForm(asked, kind="wecom")
    assert form.is_valid(), form.errors
    return make_channel("wecom", "微信客服", unit.id, key="wc", settings=form.settings(), by=BY)


@pytest.fixture
def channel(unit: Unit, wecom: WeCom) -> Channel:
    return connect(unit)


def post(query: str, body: str) -> Any:
    return Client().post(f"/in/wc?{query}", body, content_type="text/xml")


def jobs(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'job' = %s", [name])
        return int(cursor.fetchone()[0])


def comes(wecom: WeCom, *given: dict[str, Any]) -> None:
    """WeCom keeps these for us, signals it, and the workers do their work."""
    wecom.kept += given
    assert post(*request(signal())).content == b"success"
    pulling.pull(str(Feed.objects.get(name=DESK).id))
    for arrival in Arrival.objects.filter(state="stored").order_by("arrived_at"):
        process(arrival.id)


def write(channel: Channel, text: str = "您好", *files: Part) -> Delivery:
    customer = Customer.objects.get()
    sent = send(customer_id=customer.id, channel_id=channel.id, text=text, files=files, by=BY, because=None)
    with override("zh-hans"):  # as a worker does; a request before may have left another language
        deliver(sent.id)
    return Delivery.objects.get(message=sent)


# -- signals ------------------------------------------------------------------------------------------------------------


def test_wecom_checks_our_address(channel: Channel) -> None:
    query, letter = sealed("1616140317555161061")
    answer = Client().get("/in/wc", query | {"echostr": letter})
    assert (answer.status_code, answer.content) == (200, b"1616140317555161061")
    assert Client().get("/in/wc", query | {"echostr": letter, "nonce": "2"}).status_code == 403
    assert Client().get("/in/wc", query | {"echostr": letter[:-8]}).status_code == 403
    assert Client().get("/in/wc", {}).status_code == 403
    process(Arrival.objects.get().id)
    assert not Message.objects.exists()


def test_a_signal_asks_for_one_pull_however_often_it_comes(channel: Channel, wecom: WeCom) -> None:
    query, body = request(signal())
    assert [post(query, body).content for _ in range(3)] == [b"success"] * 3
    assert (Feed.objects.count(), jobs("channels.wecom_pull"), wecom.asked) == (1, 1, [])


@pytest.mark.parametrize(
    "forged",
    [
        request(signal(), token="guessed88"),
        request(signal(), corp="wwffffffffffffffff"),
        request(signal(), at=time.time() - 400),
        request(signal(), at=time.time() + 400),
        (request(signal())[0], request(signal(SHOP))[1]),
        (request(signal())[0], signal()),
        (request(signal())[0], "no xml"),
        ("", request(signal())[1]),
    ],
)
def test_what_wecom_did_not_sign_makes_us_pull_nothing(channel: Channel, forged: tuple[str, str]) -> None:
    assert post(*forged).status_code == 403
    assert (Feed.objects.count(), jobs("channels.wecom_pull")) == (0, 0)
    assert Client().put("/in/wc").status_code == 405


def test_another_event_is_acknowledged_and_nothing_more(channel: Channel) -> None:
    other = signal().replace("kf_msg_or_event", "kf_account_auth_change")
    assert (post(*request(other)).content, Feed.objects.count()) == (b"success", 0)


# -- pulling ------------------------------------------------------------------------------------------------------------


def test_what_was_signalled_becomes_messages_once(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    comes(wecom)
    found = Message.objects.get()
    assert (found.text, found.thread, found.author_address) == ("还有房间吗", f"{DESK} {LI}", f"{they.CORP}:{LI}")
    assert 4 <= (timezone.now() - found.at).total_seconds() < 60
    identity = Identity.objects.get()
    assert (identity.kind, identity.value, identity.verified_how) == ("wechat", f"{they.CORP}:{LI}", "wecom")
    first, second = (one.said for one in wecom.asked_for("/cgi-bin/kf/sync_msg"))
    assert ("cursor" in first, first["open_kfid"], second["cursor"]) == (False, DESK, "c1")


def test_all_batches_are_pulled_in_order(channel: Channel, wecom: WeCom) -> None:
    wecom.page = 3
    comes(wecom, *(message(f"m{n}", content=f"第{n}句") for n in range(8)))
    assert [one.text for one in Message.objects.order_by("arrivals__arrived_at")] == [f"第{n}句" for n in range(8)]
    assert len(wecom.asked_for("/cgi-bin/kf/sync_msg")) == 3
    feed = Feed.objects.get()
    assert (feed.cursor, feed.fetched_at is not None) == ("c8", True)


def test_each_account_has_its_own_place(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message("a"), message("b", account=SHOP))
    assert Message.objects.count() == 1
    post(*request(signal(SHOP)))
    pulling.pull(str(Feed.objects.get(name=SHOP).id))
    assert sorted(Feed.objects.values_list("name", "cursor")) == sorted([(DESK, "c1"), (SHOP, "c1")])
    assert Arrival.objects.count() == 2


@pytest.mark.parametrize("dies_at", ["before the batch is stored", "within its storing", "after the first batch"])
def test_a_worker_that_dies_while_pulling_loses_and_doubles_nothing(
    channel: Channel, wecom: WeCom, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    wecom.page, wecom.kept = 2, [message(f"m{n}") for n in range(5)]
    post(*request(signal()))
    feed = str(Feed.objects.get().id)
    stored, taken, seen = pulling._stored, pulling.take_in, []

    def storing(*given: Any) -> Any:
        seen.append("batch")
        if dies_at.startswith("before") or (dies_at.startswith("after") and seen.count("batch") == 2):
            raise KeyboardInterrupt
        return stored(*given)

    def taking(*given: Any) -> Any:
        seen.append("message")
        if dies_at.startswith("within") and seen.count("message") == 2:
            raise KeyboardInterrupt
        return taken(*given)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(pulling, "_stored", storing)
        meanwhile.setattr(pulling, "take_in", taking)
        with pytest.raises(KeyboardInterrupt):
            pulling.pull(feed)
    found = Feed.objects.get()
    kept = 2 if dies_at.startswith("after") else 0
    assert (Arrival.objects.count(), found.cursor, found.fetched_at) == (kept, f"c{kept}" if kept else "", None)
    pulling.pull(feed)
    assert sorted(Arrival.objects.values_list("external_id", flat=True)) == [f"message m{n}" for n in range(5)]


def test_a_place_that_was_lost_brings_everything_again_and_doubles_nothing(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message("a"), message("b"))
    Feed.objects.update(cursor="")
    comes(wecom, message("c"))
    assert (Message.objects.count(), Feed.objects.get().cursor) == (3, "c3")


def test_a_worker_that_comes_second_leaves_the_place_alone(
    channel: Channel, wecom: WeCom, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(wecom, message("a"))
    wecom.kept.append(message("b"))
    batch = pulling._batch

    def slow(feed: Feed) -> Any:
        answer = batch(feed)
        Feed.objects.filter(id=feed.id).update(cursor="c7")  # the other one stored more meanwhile
        return answer

    monkeypatch.setattr(pulling, "_batch", slow)
    pulling.pull(str(Feed.objects.get().id))
    assert (Feed.objects.get().cursor, Arrival.objects.count()) == ("c7", 1)


@pytest.mark.parametrize("code", [95007, 40096, 99999])
def test_an_old_token_or_place_is_left_out_whatever_its_code(channel: Channel, wecom: WeCom, code: int) -> None:
    wecom.kept, wecom.refuses_tokens_by = [message()], code
    post(*request(signal(token="OLD")))
    wecom.refused_tokens = {"OLD"}
    Feed.objects.update(cursor="gone")
    pulling.pull(str(Feed.objects.get().id))
    asked = [(one.said.get("cursor"), one.said.get("token")) for one in wecom.asked_for("/cgi-bin/kf/sync_msg")]
    assert asked == [("gone", "OLD"), ("gone", None), (None, None)]
    assert (Arrival.objects.count(), Feed.objects.get().cursor) == (1, "c1")


def test_a_side_that_says_there_is_more_for_ever_is_not_asked_for_ever(
    channel: Channel, wecom: WeCom, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(*request(signal()))
    answers = iter([{"has_more": 1, "next_cursor": "c5", "msg_list": []}] * 2)
    monkeypatch.setattr(pulling, "_batch", lambda feed: next(answers))
    pulling.pull(str(Feed.objects.get().id))
    assert (Feed.objects.get().cursor, next(answers, None)) == ("c5", None)


def test_a_signal_that_nobody_followed_is_followed_by_the_clock(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    Feed.objects.update(signalled_at=timezone.now() - timedelta(minutes=5))
    pulling.sweep()
    assert jobs("channels.wecom_pull") == 0
    Feed.objects.update(fetched_at=timezone.now() - timedelta(minutes=6))
    pulling.sweep()
    pulling.sweep()
    assert jobs("channels.wecom_pull") == 1


# -- what customers say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "inside", "text", "file"),
    [
        ("text", {"content": "空调坏了 😓", "menu_id": "101"}, "空调坏了 😓", ""),
        ("image", {"media_id": "M"}, "", "image.jpg"),
        ("voice", {"media_id": "M"}, "", "voice.amr"),
        ("video", {"media_id": "M"}, "", "video.mp4"),
        ("file", {"media_id": "M"}, "", "file"),
        (
            "location",
            {"latitude": 23.1060218, "longitude": 113.3205032, "name": "广州塔", "address": "海珠区滨江东路"},
            "广州塔\n海珠区滨江东路\ngeo:23.1060218,113.3205032",
            "",
        ),
        (
            "link",
            {"title": "订单", "desc": "双人房", "url": "https://shop.example/o/7?a=1", "pic_url": "https://shop.example/p.png"},
            "订单\n双人房\nhttps://shop.example/o/7?a=1",
            "",
        ),
        ("miniprogram", {"title": "我的订单", "appid": "wx1", "pagepath": "p"}, "[miniprogram]\n我的订单", ""),
        ("business_card", {"userid": "zhangsan"}, "[business_card]", ""),
    ],
)  # fmt: skip
def test_each_kind_says_what_it_can_in_words(
    channel: Channel, wecom: WeCom, kind: str, inside: dict[str, Any], text: str, file: str
) -> None:
    comes(wecom, message(kind=kind, **inside))
    found = Message.objects.get()
    assert (found.text, found.subject) == (text, "" if text else file)
    assert [one.name for one in found.attachments.all()] == ([file] if file else [])


@pytest.mark.parametrize(
    "told",
    [
        event("enter_session", scene="order", scene_param="id=7", welcome_code="C"),
        event("session_status_change", change_type=3),
        event("user_recall_msg", recall_msgid="m1"),
        message() | {"origin": 5, "servicer_userid": "zhangsan"},
    ],
)
def test_events_and_what_the_staff_wrote_elsewhere_open_nothing(
    channel: Channel, wecom: WeCom, told: dict[str, Any]
) -> None:
    comes(wecom, told)
    assert Arrival.objects.get().state == "processed"
    assert (Message.objects.count(), Customer.objects.count()) == (0, 0)


def test_what_nobody_understands_waits_for_a_person(channel: Channel, wecom: WeCom) -> None:
    broken = message()
    del broken["external_userid"]
    comes(wecom, broken, {"msgtype": "text", "open_kfid": DESK}, message("good"))
    assert sorted(Arrival.objects.values_list("state", flat=True)) == ["failed", "processed", "processed"]
    assert Message.objects.count() == 1


def test_a_file_is_fetched_under_its_own_name(channel: Channel, wecom: WeCom) -> None:
    named = 'attachment; filename="发票.pdf"'.encode().decode("latin-1")
    wecom.files["M"] = Answer(200, b"%PDF-1.7", "application/pdf", (("Content-disposition", named),))
    comes(wecom, message(kind="file", media_id="M"))
    file = Attachment.objects.get()
    assert fetch_file(file.id)
    file.refresh_from_db()
    assert (file.name, file.content_type, path_of(file.digest).read_bytes()) == (
        "发票.pdf",
        "application/pdf",
        b"%PDF-1.7",
    )
    comes(wecom, message("m2", kind="file", media_id="gone"))
    gone = Attachment.objects.get(source="gone")
    assert not fetch_file(gone.id)
    gone.refresh_from_db()
    assert "40007" in gone.left_out


# -- who comes in -------------------------------------------------------------------------------------------------------


def greeted(wecom: WeCom) -> list[Any]:
    return [one.said for one in wecom.asked_for("/cgi-bin/kf/send_msg_on_event")]


def test_who_enters_is_greeted_once_and_at_once_or_not_at_all(unit: Unit, wecom: WeCom) -> None:
    connect(unit, greeting="您好，请讲")
    comes(wecom, event("enter_session", "e1", scene="123", welcome_code="CODE"))
    assert greeted(wecom) == [{"code": "CODE", "msgtype": "text", "text": {"content": "您好，请讲"}}]
    Feed.objects.update(cursor="")
    late = event("enter_session", "e2", welcome_code="LATE") | {"send_time": int(time.time()) - 60}
    comes(wecom, late, event("enter_session", "e3"))
    assert len(greeted(wecom)) == 1


def test_without_a_greeting_of_ours_wecom_is_left_to_greet(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, event("enter_session", welcome_code="CODE"))
    assert greeted(wecom) == []


def test_the_name_the_way_and_the_unionid_are_asked_for_with_the_first_message(channel: Channel, wecom: WeCom) -> None:
    earlier = identify("wechat", "union:U1", name="李娜", verified_how="wechat", by=BY)
    wecom.people[LI] = {
        "external_userid": LI,
        "nickname": "娜娜",
        "gender": 2,
        "unionid": "U1",
        "enter_session_context": {"scene": "order", "scene_param": "id=7"},
    }
    comes(wecom, message(), message("m2"))
    assert jobs("channels.wecom_person") == 1
    first = Message.objects.earliest("at", "id")
    people.get_to_know(str(first.id))
    people.get_to_know(str(first.id))
    first.customer.refresh_from_db()
    assert (first.customer.name, first.customer.whole_id) == ("娜娜", earlier.id)
    assert (Trait.objects.get().name, Trait.objects.get().value) == ("came_by", "order · id=7")


def test_of_whom_wecom_knows_nothing_nothing_is_noted(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    people.get_to_know(str(Message.objects.get().id))
    assert (Customer.objects.get().name, Identity.objects.count(), Trait.objects.count()) == ("", 1, 0)


# -- answers ------------------------------------------------------------------------------------------------------------

PNG, PDF = b"\x89PNG\r\n\x1a\n" + b"0" * 20, b"%PDF-1.7 invoice"
PICTURE, INVOICE = Part("房间.png", "image/png", len(PNG), PNG), Part("发票.pdf", "application/pdf", len(PDF), PDF)


def test_an_answer_leaves_by_the_account_that_was_written_to(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    delivery = write(channel, "有的 😊")
    name = message_name(delivery.message_id, 0)
    assert (delivery.state, delivery.external_id) == ("sent", name)
    assert re.fullmatch(r"[0-9a-zA-Z_-]{1,32}", name)
    told = {"touser": LI, "open_kfid": DESK, "msgid": name, "msgtype": "text", "text": {"content": "有的 😊"}}
    assert wecom.sent == [told]
    assert "有的".encode() in wecom.asked_for("/cgi-bin/kf/send_msg")[0].body


def test_pictures_and_files_go_along_and_what_is_too_small_for_wecom_as_a_link(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    tiny = Part("n.txt", "text/plain", 2, b"ok")
    assert write(channel, "请查收", PICTURE, INVOICE, tiny).state == "sent"
    assert [one["msgtype"] for one in wecom.sent] == ["text", "image", "file"]
    assert "n.txt: http" in wecom.sent[0]["text"]["content"]
    assert list(wecom.uploads.values()) == [("image", "房间.png", PNG), ("file", "发票.pdf", PDF)]
    assert len({one["msgid"] for one in wecom.sent}) == 3


@pytest.mark.parametrize(
    ("code", "errmsg", "advice"),
    [
        (95001, "send msg count limit", "五条"),
        (95018, "send msg session status invalid", "企业微信"),
        (40096, "invalid external userid", "企业"),
        (99999, "something new", ""),
    ],
)
def test_what_is_refused_for_good_says_why_and_what_to_do(
    channel: Channel, wecom: WeCom, code: int, errmsg: str, advice: str
) -> None:
    comes(wecom, message())
    wecom.fails = [(code, errmsg)]
    delivery = write(channel)
    assert (delivery.state, delivery.tries) == ("failed", 1)
    assert all(words in delivery.error for words in (errmsg, str(code), advice))


@pytest.mark.parametrize(("hours", "answers", "advice"), [(49, 0, "48"), (1, 5, "五条"), (1, 4, "")])
def test_what_a_new_code_most_likely_means_is_told_from_what_we_know(
    channel: Channel, wecom: WeCom, hours: int, answers: int, advice: str
) -> None:
    comes(wecom, message())
    Message.objects.update(at=timezone.now() - timedelta(hours=hours))
    wecom.fails = [(0, "ok")] * answers + [(99999, "something new")]
    for _ in range(answers):
        assert write(channel).state == "sent"
    delivery = write(channel)
    assert (delivery.state, "something new" in delivery.error) == ("failed", True)
    assert [words for words in ("48", "五条") if words in delivery.error] == ([advice] if advice else [])


AMR, MP3, MP4 = b"#!AMR\n" + b"0" * 20, b"ID3\x04" + b"0" * 20, b"\0\0\0 ftypmp42" + b"0" * 20
VOICE, FILM = Part("a.amr", "audio/amr", len(AMR), AMR), Part("b.mp4", "video/mp4", len(MP4), MP4)
SONG = Part("c.mp3", "audio/mpeg", len(MP3), MP3)


def test_sounds_and_films_are_played_in_place_and_what_wecom_does_not_play_is_a_file(
    channel: Channel, wecom: WeCom
) -> None:
    comes(wecom, message())
    assert write(channel, "", VOICE, FILM, SONG).state == "sent"
    assert [one["msgtype"] for one in wecom.sent] == ["voice", "video", "file"]
    wecom.takes_no = {"voice"}  # it lasts more than a minute
    assert write(channel, "", VOICE).state == "sent"
    assert (wecom.sent[-1]["msgtype"], list(wecom.uploads.values())[-1]) == ("file", ("file", "a.amr", AMR))


@pytest.mark.parametrize("break_off", [None, 502])
def test_what_may_have_arrived_is_not_said_twice(channel: Channel, wecom: WeCom, break_off: int | None) -> None:
    comes(wecom, message())
    wecom.fails = [break_off]
    delivery = write(channel, "您好", INVOICE)
    assert delivery.state == "unsure"
    deliver(delivery.message_id, now=timezone.now() + timedelta(days=2))
    assert len(wecom.sent) == 1


def test_a_busy_wecom_is_asked_again_from_where_it_stopped(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    wecom.fails = [(0, "ok"), (45009, "api freq out of limit")]
    delivery = write(channel, "您好", INVOICE)
    assert (delivery.state, delivery.parts_sent) == ("queued", 1)
    assert deliver(delivery.message_id, now=timezone.now() + timedelta(hours=1)) == "sent"
    assert [one["msgtype"] for one in wecom.sent] == ["text", "file", "file"], "of which one was refused"


@pytest.mark.parametrize(("part", "kind", "words"), [(0, 4, "48"), (1, 6, "五条"), (1, 0, "没有送达")])
def test_what_did_not_arrive_after_all_is_reported(
    channel: Channel, wecom: WeCom, part: int, kind: int, words: str
) -> None:
    comes(wecom, message())
    delivery = write(channel, "您好", INVOICE)
    with override("zh-hans"):
        comes(wecom, event("msg_send_fail", fail_msgid=message_name(delivery.message_id, part), fail_type=kind))
    delivery.refresh_from_db()
    assert (delivery.state, words in delivery.error) == ("failed", True)


def test_who_never_wrote_here_is_not_written_to(channel: Channel, wecom: WeCom) -> None:
    known = identify("wechat", f"{they.CORP}:{LI}", by=BY)
    sent = send(customer_id=known.id, channel_id=channel.id, text="?", by=BY, because=None)
    assert (deliver(sent.id), wecom.sent) == ("failed", [])


# -- the access token ---------------------------------------------------------------------------------------------------


def test_the_token_is_asked_for_once_and_stored_sealed(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    write(channel)
    assert len(wecom.asked_for("/cgi-bin/gettoken")) == 1
    assert wecom.token not in AccessToken.objects.get().sealed


def test_an_expired_token_is_replaced_once(channel: Channel, wecom: WeCom) -> None:
    comes(wecom, message())
    wecom.number = 2
    assert write(channel).state == "sent"
    assert len(wecom.asked_for("/cgi-bin/gettoken")) == 2
    wecom.number = 3
    comes(wecom, message("m2"))
    assert Message.objects.filter(direction="in").count() == 2


def test_a_wrong_secret_is_no_fault_of_the_message(unit: Unit, wecom: WeCom) -> None:
    channel = connect(unit)
    comes(wecom, message())
    AccessToken.objects.all().delete()
    channel.settings = connect_settings(corp_secret="mistyped")
    channel.save()
    delivery = write(channel)
    assert (delivery.state, "40001" in delivery.error) == ("queued", True)


def connect_settings(**given: str) -> Any:
    form = ChannelForm(
        {
            "name": "x",
            "corp_id": they.CORP,
            "corp_secret": they.SECRET,
            "token": they.TOKEN,
            "aes_key": they.AES_KEY,
            "automatic_per_hour": "6",
            **given,
        },
        kind="wecom",
    )
    assert form.is_valid(), form.errors
    return form.settings()


# -- connecting ---------------------------------------------------------------------------------------------------------


def test_the_steps_say_what_to_change(channel: Channel, wecom: WeCom, settings: Any) -> None:
    settings.PUBLIC_URL = "http://localhost:8000"
    assert [step.well for step in WECOM.checks(channel)] == [False, True, None, None]  # type: ignore[misc]
    settings.PUBLIC_URL = "https://care.example.com"
    steps = WECOM.checks(channel)  # type: ignore[misc]
    assert (steps[1].words, "https://care.example.com/in/wc" in steps[2].words) == ("客服", True)
    query, letter = sealed("1")
    Client().get(f"/in/wc?{urlencode(query | {'echostr': letter})}")
    assert [step.well for step in WECOM.checks(channel)] == [True] * 4  # type: ignore[misc]


def test_a_company_without_an_account_or_without_leave_is_told(channel: Channel, wecom: WeCom) -> None:
    wecom.accounts[0]["manage_privilege"] = False
    assert WECOM.checks(channel)[1].well is False  # type: ignore[misc]
    wecom.accounts.clear()
    assert WECOM.checks(channel)[1].well is False  # type: ignore[misc]


def test_the_form_shows_no_secret_and_says_what_is_no_company(channel: Channel) -> None:
    shown = str(ChannelForm(kind="wecom", channel=channel))
    assert not any(secret in shown for secret in (they.SECRET, they.AES_KEY, they.TOKEN))
    form = ChannelForm({"name": "x", "corp_id": "gh_123", "token": "a b", "aes_key": "short"}, kind="wecom")
    assert {"corp_id", "token", "aes_key", "corp_secret"} <= set(form.errors)
