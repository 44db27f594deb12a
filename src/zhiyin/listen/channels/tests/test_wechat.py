"""A WeChat official account: what comes in, what is refused, what leaves, and what WeChat says to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import (
    Part,
    change_channel,
    deliver,
    fetch_file,
    make_channel,
    process,
    release,
    send,
)
from zhiyin.listen.channels.actions.delivering import due
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.models import AccessToken, Arrival, Attachment, Channel, Delivery, Message, Nonce
from zhiyin.listen.channels.policy import BACK_OFF
from zhiyin.listen.channels.tests import loopback_wechat as they
from zhiyin.listen.channels.tests.loopback import Answer, said
from zhiyin.listen.channels.tests.loopback_wechat import LI, WeChat, push, sealed, signed
from zhiyin.listen.channels.wechat import crypt, people, sending
from zhiyin.listen.channels.wechat.envelope import fields_of, xml_of
from zhiyin.listen.channels.wechat.provider import WECHAT
from zhiyin.listen.channels.wechat.refusals import Said
from zhiyin.listen.channels.wechat.tokens import token_of

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture
def wechat(settings: Any) -> Iterator[WeChat]:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    with WeChat() as side:
        settings.WECHAT_API = side.url
        yield side


def connect(unit: Unit, **given: Any) -> Channel:
    asked = {
        "name": "知音酒店",
        "app_id": they.APP_ID,
        "app_secret": they.SECRET,
        "token": they.TOKEN,
        "encrypted": "on",
        "aes_key": they.AES_KEY,
        "automatic_per_hour": "6",
        **given,
    }
    form = ChannelForm({name: value for name, value in asked.items() if value}, kind="wechat")
    assert form.is_valid(), form.errors
    return make_channel("wechat", "知音酒店", unit.id, key="wx", settings=form.settings(), by=BY)


@pytest.fixture
def plain(unit: Unit, wechat: WeChat) -> Channel:
    return connect(unit, encrypted="", aes_key="")


@pytest.fixture
def safe(unit: Unit, wechat: WeChat) -> Channel:
    return connect(unit)


def comes(xml: str | bytes, asked: dict[str, str] | None = None, *, nonce: str = "1") -> Any:
    asked = signed(nonce) if asked is None else asked
    answer = Client().post(f"/in/wx?{urlencode(asked)}", xml, content_type="text/xml")
    for arrival in Arrival.objects.filter(state="stored"):
        process(arrival.id)
    return answer


def dies(*_: object) -> None:
    raise KeyboardInterrupt


def write(channel: Channel, text: str = "您好", *files: Part) -> Delivery:
    message = send(
        customer_id=Customer.objects.get().id, channel_id=channel.id, text=text, files=files, by=BY, because=None
    )
    with override("zh-hans"):  # as a worker does; a request before may have left another language
        deliver(message.id)
    return Delivery.objects.get(message=message)


# -- signatures and encryption ------------------------------------------------------------------------------------------


def test_the_vector_of_the_documentation() -> None:
    """The sample of Tencent's own libraries for the message format."""
    token, key, receiver = "QDG6eK", they.AES_KEY, "wx5823bf96d3bd56c7"
    echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    signature = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert crypt.is_signed(signature, token, "1409659589", "263014780", echo)
    assert crypt.decrypted(key, echo, receiver) == b"1616140317555161061"


def test_what_is_encrypted_opens_for_its_account_alone() -> None:
    for length in (0, 1, 11, 12, 31, 32, 33, 5000):
        text = "知" * length
        letter = crypt.encrypted(they.AES_KEY, text, they.APP_ID)
        assert crypt.decrypted(they.AES_KEY, letter, they.APP_ID).decode() == text
    other = "A" * 43
    for key, given, app_id in (
        (they.AES_KEY, letter, "wxffffffffffffffff"),
        (other, letter, they.APP_ID),
        (they.AES_KEY, letter[:-4], they.APP_ID),
        (they.AES_KEY, "no base64!", they.APP_ID),
        (they.AES_KEY, "", they.APP_ID),
    ):
        with pytest.raises(crypt.Forged):
            crypt.decrypted(key, given, app_id)


def test_wechat_checks_our_address(safe: Channel) -> None:
    query = signed() | {"echostr": "5927782489442352469"}
    answer = Client().get("/in/wx", query)
    assert (answer.status_code, answer.content) == (200, b"5927782489442352469")
    assert Client().get("/in/wx", query | {"signature": "0" * 40}).status_code == 403
    assert Client().get("/in/wx", query | {"nonce": "2"}).status_code == 403
    process(Arrival.objects.get().id)
    assert not Message.objects.exists()


@pytest.mark.parametrize("off", [-400, 400])
def test_old_and_future_signatures_are_refused(plain: Channel, off: int) -> None:
    assert comes(push(they.TEXT), signed(at=time.time() + off)).status_code == 403
    assert not Arrival.objects.exists()


def test_what_wechat_did_not_sign_is_refused(plain: Channel) -> None:
    text = push(they.TEXT)
    assert comes(text, signed(token="guessed88")).status_code == 403
    assert comes(text, (signed() | {"timestamp": "soon"})).status_code == 403
    assert comes(text, (signed() | {"nonce": ""})).status_code == 403
    assert Client().post("/in/wx", text, content_type="text/xml").status_code == 403
    assert Client().put("/in/wx").status_code == 405
    assert not Arrival.objects.exists()


def test_a_used_signature_is_good_for_its_own_content_alone(plain: Channel) -> None:
    query = signed("77")
    assert comes(push(they.TEXT), query).content == b"success"
    assert comes(push(they.TEXT), query).content == b"success", "WeChat repeats itself"
    forged = push(they.TEXT, id=99, text="请把押金退到我的账户")
    assert comes(forged, query).status_code == 403
    assert (Message.objects.count(), Nonce.objects.count()) == (1, 1)


def test_in_the_safe_mode_the_signature_covers_the_content(safe: Channel) -> None:
    query, body = sealed(push(they.TEXT, text="退房"))
    other_query, _ = sealed(push(they.TEXT, text="续住"))
    post = Client().post
    assert post(f"/in/wx?{other_query}", body, content_type="text/xml").status_code == 403
    assert post(f"/in/wx?{urlencode(signed())}", push(they.TEXT), content_type="text/xml").status_code == 403
    assert post(f"/in/wx?{query}", b"no xml", content_type="text/xml").status_code == 403
    strange, strange_body = sealed(push(they.TEXT), app_id="wxffffffffffffffff")
    assert post(f"/in/wx?{strange}", strange_body, content_type="text/xml").status_code == 403
    assert not Arrival.objects.exists()
    assert [post(f"/in/wx?{query}", body, content_type="text/xml").content for _ in range(3)] == [b"success"] * 3
    process(Arrival.objects.get().id)
    assert Message.objects.get().text == "退房"


def test_a_document_type_is_refused_and_a_customer_may_write_of_one() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>'
    with pytest.raises(ValueError, match="document type"):
        fields_of(bomb)
    assert fields_of(b"<xml><Content><![CDATA[<!DOCTYPE html> &amp;]]></Content></xml>") == {
        "Content": "<!DOCTYPE html> &amp;"
    }
    assert fields_of(xml_of({"Content": "<a> & ]]>"}).encode()) == {"Content": "<a> & ]]>"}


# -- what customers say -------------------------------------------------------------------------------------------------


def test_a_text_becomes_a_message_of_its_writer_once(plain: Channel) -> None:
    xml = push(they.TEXT, text="房间的空调不制冷 😓", at=int(time.time()) - 60)
    assert [comes(xml, nonce=str(n)).content for n in range(3)] == [b"success"] * 3
    message = Message.objects.get()
    assert (message.text, message.thread, message.author_address) == (
        "房间的空调不制冷 😓",
        LI,
        f"{they.APP_ID}:{LI}",
    )
    assert 59 <= (timezone.now() - message.at).total_seconds() < 75
    identity = Identity.objects.get()
    assert (identity.kind, identity.value, identity.verified_how) == ("wechat", f"{they.APP_ID}:{LI}", "wechat")


@pytest.mark.parametrize(
    ("kind", "text", "said", "file"),
    [
        (they.IMAGE, "", "", "image.jpg"),
        (they.VOICE, "我要退房。", "我要退房。", "voice.amr"),
        (they.VOICE, "", "", "voice.amr"),
        (they.VIDEO, "", "", "video.mp4"),
        (they.VIDEO.replace("[video]", "[shortvideo]"), "", "", "video.mp4"),
        (they.LOCATION, "广州塔", "广州塔\ngeo:23.134521,113.358803", ""),
        (they.LINK, "公众平台", "公众平台\n官网链接\nhttps://shop.example/a?b=1&c=2", ""),
        (they.TEXT.replace("[text]", "[miniprogrampage]"), "", "[miniprogrampage]", ""),
    ],
)
def test_each_kind_says_what_it_can_in_words(plain: Channel, kind: str, text: str, said: str, file: str) -> None:
    assert comes(push(kind, text=text)).content == b"success"
    message = Message.objects.get()
    assert message.text == said
    assert [one.name for one in message.attachments.all()] == ([file] if file else [])
    assert message.subject == ("" if said else file), "a case of a picture alone has a name"


@pytest.mark.parametrize("event", ["subscribe", "unsubscribe", "SCAN", "VIEW", "LOCATION", "CLICK"])
def test_events_are_kept_and_open_nothing(plain: Channel, event: str) -> None:
    xml = push(they.EVENT, event=event, key="qrscene_123")
    assert [comes(xml, nonce=str(n)).content for n in range(2)] == [b"success"] * 2
    assert Arrival.objects.get().state == "processed"
    assert (Message.objects.count(), Customer.objects.count()) == (0, 0)


def test_two_events_in_one_second_are_two(plain: Channel) -> None:
    comes(push(they.EVENT, event="SCAN", key="1"), nonce="1")
    comes(push(they.EVENT, event="VIEW", key="https://a.example"), nonce="2")
    assert Arrival.objects.count() == 2


def test_a_menu_key_with_words_is_a_message(unit: Unit, wechat: WeChat) -> None:
    connect(unit, encrypted="", aes_key="", menu_words="TALK = 我想找人工客服\nBILL=我要开发票")
    comes(push(they.EVENT, event="CLICK", key="TALK"))
    comes(push(they.EVENT, event="CLICK", key="OTHER"), nonce="2")
    assert Message.objects.get().text == "我想找人工客服"


def test_who_subscribes_is_greeted_at_once(unit: Unit, wechat: WeChat) -> None:
    connect(unit, encrypted="", aes_key="", greeting="欢迎关注 <知音> & 朋友")
    greeting = fields_of(comes(push(they.EVENT, event="subscribe")).content)
    assert (greeting["ToUserName"], greeting["FromUserName"], greeting["MsgType"]) == (LI, they.ACCOUNT, "text")
    assert greeting["Content"] == "欢迎关注 <知音> & 朋友"
    assert comes(push(they.EVENT, event="unsubscribe"), nonce="2").content == b"success"


def test_the_greeting_is_encrypted_as_the_push_was(unit: Unit, wechat: WeChat) -> None:
    connect(unit, greeting="欢迎")
    query, body = sealed(push(they.EVENT, event="subscribe"))
    answer = fields_of(Client().post(f"/in/wx?{query}", body, content_type="text/xml").content)
    letter = answer["Encrypt"]
    assert crypt.is_signed(answer["MsgSignature"], they.TOKEN, answer["TimeStamp"], answer["Nonce"], letter)
    assert fields_of(crypt.decrypted(they.AES_KEY, letter, they.APP_ID))["Content"] == "欢迎"


def test_signed_rubbish_is_kept_for_a_person(plain: Channel) -> None:
    assert comes(b"<xml><MsgType>text</MsgType><Content>\x01</Content>").content == b"success"
    arrival = Arrival.objects.get()
    assert (arrival.state, "XML" in arrival.failure) == ("failed", True)


# -- files --------------------------------------------------------------------------------------------------------------


def attached(channel: Channel, kind: str = they.IMAGE, media: str = "M") -> Attachment:
    comes(push(kind, media=media, text=""))
    return Attachment.objects.get()


def test_a_picture_is_fetched_after_its_message(plain: Channel, wechat: WeChat) -> None:
    wechat.files["M"] = Answer(
        200, b"\xff\xd8\xff picture", "image/jpeg", (("Content-disposition", 'attachment; filename="M.jpg"'),)
    )
    picture = attached(plain)
    assert (picture.digest, bool(picture.left_out)) == ("", True)
    assert fetch_file(picture.id)
    picture.refresh_from_db()
    assert (picture.name, picture.content_type, picture.size, picture.left_out) == ("M.jpg", "image/jpeg", 11, "")
    assert path_of(picture.digest).read_bytes() == b"\xff\xd8\xff picture"
    asked = len(wechat.asked)
    assert fetch_file(picture.id)
    assert len(wechat.asked) == asked, "once is enough"


def test_a_video_is_fetched_from_where_wechat_says(plain: Channel, wechat: WeChat) -> None:
    wechat.files["M"] = said(video_url=f"{wechat.url}/video/1")
    video = attached(plain, they.VIDEO)
    assert fetch_file(video.id)
    video.refresh_from_db()
    assert (video.content_type, path_of(video.digest).read_bytes()[-4:]) == ("video/mp4", b"mp42")


def test_a_file_that_is_gone_or_too_large_says_so(plain: Channel, wechat: WeChat, monkeypatch: Any) -> None:
    gone = attached(plain)
    assert not fetch_file(gone.id)
    gone.refresh_from_db()
    assert ("invalid media_id" in gone.left_out, gone.digest) == (True, "")
    monkeypatch.setattr("zhiyin.listen.channels.wechat.media.LARGEST_FILE", 5)
    wechat.files["L"] = Answer(200, b"123456", "image/jpeg")
    comes(push(they.IMAGE, id=5, media="L"), nonce="2")
    large = Attachment.objects.get(source="L")
    assert not fetch_file(large.id)
    large.refresh_from_db()
    assert large.digest == ""


def test_a_file_is_tried_again_and_given_up_in_the_end(plain: Channel, wechat: WeChat, settings: Any) -> None:
    wechat.files["M"] = Answer(503, b"busy")
    picture = attached(plain)

    def jobs() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'job' = 'channels.fetch'")
            return int(cursor.fetchone()[0])

    assert (fetch_file(picture.id), jobs()) == (False, 2)
    assert (fetch_file(picture.id, tries=len(BACK_OFF)), jobs()) == (False, 2)
    picture.refresh_from_db()
    assert "503" in picture.left_out


# -- one person, several accounts ---------------------------------------------------------------------------------------


def test_the_unionid_joins_who_follows_two_accounts(plain: Channel, wechat: WeChat) -> None:
    earlier = identify("wechat", "union:U1", name="李娜", verified_how="wechat", by=BY)
    wechat.people[LI] = "U1"
    comes(push(they.TEXT))
    message = Message.objects.get()
    people.join_accounts(str(message.id))
    people.join_accounts(str(message.id))
    message.customer.refresh_from_db()
    assert message.customer.whole_id == earlier.id
    comes(push(they.TEXT, id=2), nonce="2")
    assert Message.objects.get(external_id="message 2").customer_id == earlier.id


def test_an_account_without_unionids_asks_once_and_goes_on(plain: Channel, wechat: WeChat) -> None:
    def asked() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args->>'job' = 'channels.wechat_person'")
            return int(cursor.fetchone()[0])

    comes(push(they.TEXT))
    comes(push(they.TEXT, id=2), nonce="2")
    assert asked() == 1
    people.join_accounts(str(Message.objects.earliest("at").id))
    assert Identity.objects.count() == 1


# -- answers ------------------------------------------------------------------------------------------------------------


def test_an_answer_leaves_by_the_customer_service_api(plain: Channel, wechat: WeChat) -> None:
    comes(push(they.TEXT))
    delivery = write(plain, "马上来 😊")
    assert (delivery.state, delivery.to_address) == ("sent", f"{they.APP_ID}:{LI}")
    assert wechat.sent == [{"touser": LI, "msgtype": "text", "text": {"content": "马上来 😊"}}]
    raw = wechat.asked_for("/cgi-bin/message/custom/send")[0].body
    assert "马上来".encode() in raw, "WeChat shows escapes as they stand"


def test_a_long_answer_leaves_in_parts_that_say_the_same(plain: Channel, wechat: WeChat) -> None:
    comes(push(they.TEXT))
    text = "".join(f"第{number}条：请您先关机，再开机。" for number in range(100))
    assert write(plain, text).state == "sent"
    parts = [one["text"]["content"] for one in wechat.sent]
    assert len(parts) > 1
    assert "".join(parts) == text
    assert all(one.endswith("。") for one in parts)


@pytest.mark.parametrize(
    ("code", "errmsg", "advice"),
    [
        (45015, "response out of time limit or subscription is canceled rid: 6", "48"),
        (45047, "out of response count limit rid: 7", "五条"),
        (43004, "require subscribe rid: 8", "关注"),
        (40003, "invalid openid rid: 9", "AppID"),
        (48001, "api unauthorized rid: 10", "认证"),
        (99999, "something new", ""),
    ],
)
def test_what_wechat_refuses_for_good_says_why_and_what_to_do(
    plain: Channel, wechat: WeChat, code: int, errmsg: str, advice: str
) -> None:
    comes(push(they.TEXT))
    wechat.fails = [(code, errmsg)]
    delivery = write(plain)
    assert (delivery.state, delivery.tries) == ("failed", 1)
    assert errmsg in delivery.error
    assert str(code) in delivery.error
    assert advice in delivery.error


@pytest.mark.parametrize("code", [-1, 45009, 45011])
def test_a_busy_wechat_is_asked_again(plain: Channel, wechat: WeChat, code: int) -> None:
    comes(push(they.TEXT))
    wechat.fails = [(code, "system error")]
    delivery = write(plain)
    assert delivery.state == "queued"
    assert deliver(delivery.message_id, now=timezone.now() + timedelta(hours=1)) == "sent"


@pytest.mark.parametrize("break_off", [None, 502])
def test_what_may_have_arrived_is_not_said_twice(plain: Channel, wechat: WeChat, break_off: int | None) -> None:
    comes(push(they.TEXT))
    wechat.fails = [break_off]
    delivery = write(plain)
    much_later = timezone.now() + timedelta(days=2)
    assert (delivery.state, due(much_later)) == ("unsure", [])
    deliver(delivery.message_id, now=much_later)
    assert len(wechat.sent) == 1


def test_a_worker_that_died_while_sending_says_nothing_twice(
    plain: Channel, wechat: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(push(they.TEXT))
    message = send(customer_id=Customer.objects.get().id, channel_id=plain.id, text="!", by=BY, because=None)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt  # as if the process ended right after WeChat had heard it

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Delivery, "note_part", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(message.id)
    assert deliver(message.id, now=timezone.now() + timedelta(hours=1)) == "unsure"
    assert len(wechat.sent) == 1


def test_a_worker_that_died_after_all_had_arrived_leaves_no_doubt(
    plain: Channel, wechat: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(push(they.TEXT))
    message = send(customer_id=Customer.objects.get().id, channel_id=plain.id, text="!", by=BY, because=None)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("zhiyin.listen.channels.actions.delivering._sent", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver(message.id)
    assert deliver(message.id, now=timezone.now() + timedelta(hours=1)) == "sent"
    assert len(wechat.sent) == 1


def test_a_worker_that_died_before_it_said_anything_is_replaced(
    plain: Channel, wechat: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(push(they.TEXT))
    message = send(customer_id=Customer.objects.get().id, channel_id=plain.id, text="!", by=BY, because=None)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt  # while it waits for the access token

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("zhiyin.listen.channels.wechat.sending.token_of", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(message.id)
    assert deliver(message.id, now=timezone.now() + timedelta(hours=1)) == "sent"
    assert len(wechat.sent) == 1


def test_half_an_answer_is_not_said_again(plain: Channel, wechat: WeChat) -> None:
    comes(push(they.TEXT))
    wechat.fails = [(0, "ok"), (45047, "out of response count limit")]
    delivery = write(plain, "很长的话。" * 300)
    assert (delivery.state, len(wechat.sent)) == ("failed", 2)
    assert "45047" in delivery.error


def test_a_customer_of_another_account_is_not_written_to(plain: Channel, wechat: WeChat) -> None:
    stranger = identify("wechat", f"wxffffffffffffffff:{LI}", by=BY)
    with pytest.raises(ValidationError):
        send(customer_id=stranger.id, channel_id=plain.id, text="?", by=BY, because=None)
    known = identify("wechat", f"{they.APP_ID}:{LI}", by=BY)
    message = send(customer_id=known.id, channel_id=plain.id, text="?", by=BY, because=None)
    assert message.delivery.to_address == f"{they.APP_ID}:{LI}"


PNG, PDF = b"\x89PNG\r\n\x1a\n" + b"0" * 20, b"%PDF-1.7 invoice"
PICTURE = Part("房间.png", "image/png", len(PNG), PNG)
INVOICE = Part("发票.pdf", "application/pdf", len(PDF), PDF)


def kinds(wechat: WeChat) -> list[str]:
    return [one["msgtype"] for one in wechat.sent]


def test_a_picture_goes_as_a_picture_and_any_other_file_as_a_link(
    plain: Channel, wechat: WeChat, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://care.example.com"
    comes(push(they.TEXT))
    assert write(plain, "请查收", PICTURE, INVOICE).state == "sent"
    words, picture = wechat.sent
    assert wechat.uploads[picture["image"]["media_id"]] == ("房间.png", PNG)
    text, link = words["text"]["content"].split("\n\n")
    assert (text, link.split(": ")[0]) == ("请查收", "发票.pdf")
    answer = Client().get(link.split(": ")[1].removeprefix("https://care.example.com"))
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)  # type: ignore[attr-defined]


def test_the_link_of_a_customer_is_good_for_a_month(
    plain: Channel, wechat: WeChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes(push(they.TEXT))
    write(plain, "", INVOICE)
    address = "/files/" + wechat.sent[0]["text"]["content"].split("/files/")[1]
    for days, status in ((29, 200), (31, 404)):
        then = time.time() + days * 24 * 3600
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr("django.core.signing.time.time", lambda then=then: then)
            assert Client().get(address).status_code == status


def test_what_is_no_picture_for_wechat_after_all_goes_as_a_link(plain: Channel, wechat: WeChat) -> None:
    comes(push(they.TEXT))
    fake = Part("fake.png", "image/png", len(PDF), PDF)
    odd = Part("odd", "image/png", len(PNG), PNG)
    assert write(plain, "您好", fake, odd).state == "sent"
    assert kinds(wechat) == ["text", "text"]
    assert "fake.png: http" in wechat.sent[0]["text"]["content"]
    assert "odd: http" in wechat.sent[1]["text"]["content"]


AMR, MP3, MP4 = b"#!AMR\n" + b"0" * 20, b"\xff\xfb\x90\x44" + b"0" * 20, b"\0\0\0 ftypmp42" + b"0" * 20


def test_sounds_and_films_are_played_in_place(plain: Channel, wechat: WeChat) -> None:
    comes(push(they.TEXT))
    voice, song = Part("a.amr", "audio/amr", len(AMR), AMR), Part("b.mp3", "audio/mpeg", len(MP3), MP3)
    tour = Part("客房.mp4", "video/mp4", len(MP4), MP4)
    assert write(plain, "请看", voice, song, tour).state == "sent"
    assert kinds(wechat) == ["text", "voice", "voice", "video"]
    assert wechat.sent[0]["text"]["content"] == "请看"
    assert [wechat.uploads[one["voice"]["media_id"]] for one in wechat.sent[1:3]] == [("a.amr", AMR), ("b.mp3", MP3)]
    film = wechat.sent[3]["video"]
    assert (wechat.uploads[film["media_id"]], film["title"]) == (("客房.mp4", MP4), "客房.mp4")
    assert film["thumb_media_id"] in wechat.uploads


@pytest.mark.parametrize(
    ("name", "content_type", "content"),
    [
        ("lang.amr", "audio/amr", AMR * 10),  # more than a minute, says WeChat
        ("a.mp3", "audio/mpeg", b"<html>"),
        ("a.mp4", "video/mp4", b"RIFF....AVI " + b"0" * 20),
        ("a.mov", "video/quicktime", MP4),
        ("große.mp3", "audio/mpeg", MP3 + b"0" * (2 * 2**20)),
    ],
)
def test_what_wechat_does_not_play_goes_as_a_link(
    plain: Channel, wechat: WeChat, name: str, content_type: str, content: bytes
) -> None:
    comes(push(they.TEXT))
    wechat.longest_voice = 200
    assert write(plain, "", Part(name, content_type, len(content), content)).state == "sent"
    assert kinds(wechat) == ["text"]
    assert f"{name}: http" in wechat.sent[0]["text"]["content"]


@pytest.mark.parametrize("dies_at", ["custom/send of the second", "upload of the second", "note of the second"])
def test_a_picture_that_has_arrived_is_not_sent_again(
    plain: Channel, wechat: WeChat, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    comes(push(they.TEXT))
    message = send(
        customer_id=Customer.objects.get().id,
        channel_id=plain.id,
        text="",
        files=(PICTURE, PICTURE, PICTURE),
        by=BY,
        because=None,
    )
    counted = {"upload": 0, "custom/send": 0, "note": 0}

    def dying(name: str, real: Any) -> Any:
        def step(*given: Any, **more: Any) -> Any:
            counted[name] += 1
            if dies_at == f"{name} of the second" and counted[name] == 2:
                dies()
            return real(*given, **more)

        return step

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("zhiyin.listen.channels.wechat.sending.upload", dying("upload", sending.upload))
        meanwhile.setattr("zhiyin.listen.channels.wechat.sending.ask", dying("custom/send", sending.ask))
        meanwhile.setattr(Delivery, "note_part", dying("note", Delivery.note_part))
        with pytest.raises(KeyboardInterrupt):
            deliver(message.id)
    later = timezone.now() + timedelta(hours=1)
    arrived = {"custom/send": 1, "upload": 1, "note": 2}[dies_at.partition(" ")[0]]
    assert (len(wechat.sent), Delivery.objects.get().parts_sent) == (arrived, 1)
    if dies_at.startswith("upload"):  # nothing of the second picture had been said: another worker goes on
        assert deliver(message.id, now=later) == "sent"
    else:
        assert deliver(message.id, now=later) == "unsure"
        assert len(wechat.sent) == arrived
        release(Delivery.objects.get(), by=BY, at=later)  # a person looked: the second has not arrived
        assert deliver(message.id, now=later) == "sent"
    said = [one["image"]["media_id"] for one in wechat.sent]
    assert len(said) == len(set(said)) == arrived + 2
    assert Delivery.objects.get().parts_sent == 3


def test_a_refusal_in_the_middle_says_how_much_arrived_and_a_pause_goes_on_there(
    plain: Channel, wechat: WeChat
) -> None:
    comes(push(they.TEXT))
    wechat.fails = [
        (0, "ok"),
        (45011, "api minute-quota reach limit"),
        (0, "ok"),
        (45047, "out of response count limit"),
    ]
    delivery = write(plain, "您好", PICTURE, PICTURE)
    assert (delivery.state, delivery.parts_sent) == ("queued", 1)
    with override("en"):
        assert deliver(delivery.message_id, now=timezone.now() + timedelta(hours=1)) == "failed"
    delivery.refresh_from_db()
    assert (delivery.parts_sent, "2 of 3 parts" in delivery.error) == (2, True)
    assert kinds(wechat) == ["text", "image", "image", "image"], "of which the second and the last were refused"


# -- the access token ---------------------------------------------------------------------------------------------------


def asked_for_token(wechat: WeChat) -> list[bool]:
    return [one.said["force_refresh"] for one in wechat.asked_for("/cgi-bin/stable_token")]


def test_the_token_is_asked_for_once_and_stored_sealed(plain: Channel, wechat: WeChat) -> None:
    assert [token_of(plain) for _ in range(3)] == [wechat.token] * 3
    assert asked_for_token(wechat) == [False]
    assert wechat.token not in AccessToken.objects.get().sealed


def test_an_old_token_is_replaced_before_it_is_used(plain: Channel, wechat: WeChat) -> None:
    token_of(plain)
    AccessToken.objects.update(expires_at=timezone.now() + timedelta(seconds=30))
    wechat.number = 2
    assert token_of(plain) == "68_token_2"


def test_a_refused_token_is_replaced_once(plain: Channel, wechat: WeChat) -> None:
    comes(push(they.TEXT))
    write(plain)
    wechat.number = 2  # somebody else forced a new one
    assert write(plain).state == "sent"
    assert asked_for_token(wechat) == [False, False]
    assert len(wechat.sent) == 3, "one was refused for its token"


def test_a_token_that_wechat_gives_and_refuses_is_forced_anew(plain: Channel, wechat: WeChat) -> None:
    stale = token_of(plain)
    assert token_of(plain, stale=stale) == "68_token_2"
    assert asked_for_token(wechat) == [False, False, True]


def test_a_token_refused_twice_waits_and_asks_no_more(plain: Channel, wechat: WeChat, monkeypatch: Any) -> None:
    comes(push(they.TEXT))
    wechat.fails = [(42001, "access_token expired"), (42001, "access_token expired")]
    delivery = write(plain)
    assert (delivery.state, len(wechat.sent)) == ("queued", 2)


def test_the_token_of_another_account_is_not_used(plain: Channel, wechat: WeChat) -> None:
    token_of(plain)
    plain.settings["app_id"] = "wxffffffffffffffff"
    with pytest.raises(Said, match="40013"):
        token_of(plain)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_need_a_token_at_once_one_asks(plain: Channel, wechat: WeChat) -> None:
    wechat.slowness = 0.2
    ready, got = threading.Barrier(5), []

    def ask() -> None:
        channel = Channel.objects.get(id=plain.id)
        ready.wait(timeout=10)
        got.append(token_of(channel))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert got == [wechat.token] * 5
    assert asked_for_token(wechat) == [False]
    # and of many whose token is refused at once
    wechat.number, stale = 2, got[0]
    again = threading.Barrier(5)

    def replace() -> None:
        channel = Channel.objects.get(id=plain.id)
        again.wait(timeout=10)
        got.append(token_of(channel, stale=stale))
        connection.close()

    threads = [threading.Thread(target=replace) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert got[5:] == ["68_token_2"] * 5
    assert asked_for_token(wechat) == [False, False]


# -- connecting ---------------------------------------------------------------------------------------------------------


def test_the_steps_say_what_to_change(safe: Channel, wechat: WeChat, settings: Any) -> None:
    settings.PUBLIC_URL = "http://localhost:8000"
    assert [step.well for step in WECHAT.checks(safe)] == [False, True, None, None]
    settings.PUBLIC_URL = "https://care.example.com"
    steps = WECHAT.checks(safe)
    assert "https://care.example.com/in/wx" in steps[2].words
    Client().get("/in/wx", signed() | {"echostr": "1"})
    assert [step.well for step in WECHAT.checks(safe)] == [True] * 4


def test_a_wrong_secret_says_so(unit: Unit, wechat: WeChat) -> None:
    channel = connect(unit, app_secret="mistyped")
    step = WECHAT.checks(channel)[1]
    assert (step.well, "invalid appsecret" in step.words) == (False, True)
    comes_query, body = sealed(push(they.TEXT))
    Client().post(f"/in/wx?{comes_query}", body, content_type="text/xml")
    process(Arrival.objects.get().id)
    delivery = write(channel)
    assert (delivery.state, "invalid appsecret" in delivery.error) == ("queued", True), "it is not the message's fault"


def test_the_form_shows_no_secret_and_reads_menu_words(unit: Unit, wechat: WeChat) -> None:
    channel = connect(unit, menu_words="TALK = 人工")
    shown = str(ChannelForm(kind="wechat", channel=channel))
    assert "TALK = 人工" in shown
    assert not any(secret in shown for secret in (they.SECRET, they.AES_KEY))
    form = ChannelForm({"name": "x", "app_id": "gh_123", "token": "a b", "menu_words": "TALK"}, kind="wechat")
    assert {"app_id", "token", "menu_words", "app_secret"} <= set(form.errors)
    change_channel(channel, name="x", address="", settings={"greeting": "嗨"}, active=True, by=BY)
    assert channel.secret("token") == they.TOKEN
