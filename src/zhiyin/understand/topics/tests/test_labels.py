import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhiyin.face.slots import cells_for, panels_for
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of, why
from zhiyin.listen.feedback.actions import take_in
from zhiyin.listen.feedback.models import Feedback
from zhiyin.resolve.cases.reads import case_of_message
from zhiyin.understand.topics.actions import change_topic, correct, label_anew, label_unlabelled
from zhiyin.understand.topics.content import starting_topics
from zhiyin.understand.topics.models import Correction, Label, Lexicon, Topic
from zhiyin.understand.topics.policy import WordsUnreadable, judge, words_from, words_written
from zhiyin.understand.topics.reads import (
    counts_by_topic,
    labels_of,
    labels_seen_by,
    lexicon_in_force,
    texts_of,
    topics,
)

pytestmark = pytest.mark.django_db
HOUSE = system("test")
REACTION = "understand.topics.a_message_gets_a_topic_and_a_mood"


def labelled(message: Any) -> Label | None:
    """The label of a message after the deferred reaction has run."""
    entry = last_entry_of(message.id, "MessageReceived")
    assert entry is not None
    react(REACTION, entry.id)
    return labels_of("message", [message.id]).get(message.id)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我的订单还没有发货", "delivery"),
        ("申请退款三天了还没到账", "refund"),
        ("衣服开线，质量太差", "quality"),
        ("房间有蟑螂，床单也脏", "room"),
        ("前台服务态度恶劣", "staff"),
        ("打了三次电话都没人接", "response"),
        ("房间的WiFi连不上", "facility"),
        ("早餐种类太少", "food"),
        ("你们多收了我一晚的费用，发票也不对", "price"),
        ("我想改期，能延迟退房吗", "booking"),
        ("会员积分没有到账，密码也登不上", "account"),
        ("浴室地滑，我摔倒受伤了", "safety"),
        ("非常满意，宾至如归，谢谢", "praise"),
        ("My parcel has not arrived yet", "delivery"),
        ("I want a refund", "refund"),
        ("The Wi-Fi does not work", "facility"),
        ("The receptionist was rude", "staff"),
        ("I was charged twice, please check my bill", "price"),
        ("嗯嗯", "other"),
    ],
)
def test_a_text_of_the_service_gets_its_topic(text: str, topic: str) -> None:
    assert judge(text, lexicon_in_force().lexicon).topic == topic


def test_the_starting_topics_have_both_names_and_words_in_both_languages() -> None:
    started = starting_topics()
    assert list(topics()) == [one.key for one in started]
    for one in started:
        assert one.name
        assert one.name_en
        assert any(word.isascii() for word in one.words)
        assert any(not word.isascii() for word in one.words)


def test_a_received_message_gets_a_label_that_leads_back_to_it(mail: Any) -> None:
    message = mail("房间太脏了，还有蟑螂，非常失望！")
    label = labelled(message)
    assert label is not None
    assert (label.topic, label.mood_label, label.by, label.version) == ("room", "negative", "machine", 1)
    entry = last_entry_of(label.id)
    assert entry is not None
    assert [step.event for step in why(entry)] == ["TextLabelled", "MessageReceived"]
    case = case_of_message(message.id)
    assert case is not None
    assert entry.facts["case_id"] == str(case.id)
    labelled(message)
    assert Label.objects.count() == 1
    assert Entry.objects.filter(event="TextLabelled").count() == 1


def test_what_a_machine_wrote_gets_no_label(mail: Any) -> None:
    assert labelled(mail("我不在办公室", automatic=True)) is None


def test_a_persons_word_beats_the_machine_and_both_are_kept(mail: Any, na: Actor) -> None:
    label = labelled(mail("房间太脏了，非常失望"))
    assert label is not None
    entry = last_entry_of(label.id)
    correct(label.id, topic="staff", mood_label="neutral", by=na, because=entry)
    assert correct(label.id, topic="staff", mood_label="neutral", by=na, because=entry) is None
    label.refresh_from_db()
    assert (label.topic, label.mood_label, label.by) == ("staff", "neutral", "person")
    assert (label.machine_topic, label.machine_mood_label) == ("room", "negative")
    correction = Correction.objects.get()
    assert (correction.topic_before, correction.mood_label_before, correction.by_id) == ("room", "negative", na.id)
    change_topic("staff", name="员工", name_en="Staff", words={"失望": 9}, by=na)
    label_anew(label.at - timedelta(days=1))
    label.refresh_from_db()
    assert (label.topic, label.mood_label, label.machine_topic, label.version) == ("staff", "neutral", "staff", 2)


def test_new_words_make_a_new_version_and_old_labels_keep_theirs(mail: Any, na: Actor) -> None:
    first = labelled(mail("宠物可以住吗"))
    assert first is not None
    assert first.topic != "pets"
    lexicon = change_topic("pets", name="宠物", name_en="Pets", words=words_from("宠物=3，pet"), by=na)
    assert lexicon is not None
    assert change_topic("pets", name="宠物", name_en="Pets", words=words_from("宠物=3，pet"), by=na) is None
    second = labelled(mail("我带了宠物"))
    assert second is not None
    assert (second.topic, second.version) == ("pets", 2)
    first.refresh_from_db()
    assert first.version == 1
    assert Lexicon.objects.count() == 2


def test_words_are_read_as_they_are_written() -> None:
    words = {"发货": 3.0, "parcel": 2.0, "lost parcel": 3.0, "包装": 1.0}
    assert words_from(words_written(words)) == words
    with pytest.raises(WordsUnreadable):
        words_from("发货=11")


def test_imported_feedback_is_labelled_in_batches(now: Any, hotel: Unit) -> None:
    Feedback.objects.bulk_create(
        Feedback(
            source="import", external_id=str(i), unit=hotel, text="快递太慢了，差评" if i % 2 else "酸奶很好喝", at=now
        )
        for i in range(3000)
    )
    begin = time.perf_counter()
    assert label_unlabelled(2000) == 2000
    assert label_unlabelled(2000) == 1000
    assert label_unlabelled(2000) == 0
    assert time.perf_counter() - begin < 3  # 52,774 in well under a minute
    counts = counts_by_topic(now, now + timedelta(seconds=1), [hotel.id])
    assert (counts["delivery"].texts, counts["delivery"].negative) == (1500, 1500)
    assert sum(count.texts for count in counts.values()) == 3000
    assert not Entry.objects.filter(event="TextLabelled").exists()
    assert counts_by_topic(now - timedelta(days=1), now) == {}  # windows are half-open


def test_labels_of_other_units_are_not_seen(mail: Any, na: Actor) -> None:
    label = labelled(mail("房间太脏了"))
    elsewhere = Actor("person", na.id, "", frozenset({"topic.read"}), frozenset())
    assert label in labels_seen_by(na)
    assert label not in labels_seen_by(elsewhere)
    assert not labels_seen_by(Actor("person", na.id, "", frozenset(), None)).exists()


def test_a_text_hides_personal_numbers_from_those_who_may_not_read_messages(mail: Any) -> None:
    label = labelled(mail("房间太脏，回电13812345678"))
    assert label is not None
    assert "13812345678" in texts_of([label], system("test"))[label.id]
    assert "13812345678" not in texts_of([label], Actor("person", permissions=frozenset({"topic.read"})))[label.id]


def test_the_case_shows_topic_and_mood_and_the_inbox_only_a_bad_mood(
    mail: Any, na: Actor, django_assert_num_queries: Any
) -> None:
    angry, calm = mail("太差了，非常失望，投诉！"), mail("请问几点可以退房", sender="li@example.cn")
    for message in (angry, calm):
        labelled(message)
    cases = [case_of_message(message.id) for message in (angry, calm)]
    with django_assert_num_queries(1):
        cells = cells_for("inbox.row", Actor("person", permissions=frozenset({"topic.read"})), cases)
    assert [len(cells[case.id]) for case in cases if case] == [1, 0]
    panel = panels_for("case.context", Actor("person", permissions=frozenset({"topic.read"})), cases[1])
    assert [one.template for one in panel] == ["topics/panel.html"]
    assert panel[0].context["label"].topic == "booking"


def test_feedback_gets_a_label(hotel: Unit) -> None:
    said = take_in("早餐很好吃", source="google", unit_id=hotel.id, by=HOUSE)
    entry = last_entry_of(said.id)
    assert entry is not None
    react("understand.topics.feedback_gets_a_topic_and_a_mood", entry.id)
    label = labels_of("feedback", [said.id])[said.id]
    assert (label.topic, label.mood_label) == ("food", "positive")
    reader = Actor("person", permissions=frozenset({"topic.read"}))
    (cell,) = cells_for("feedback.row", reader, [said])[said.id]
    assert cell.context["label"] == label


def test_the_pages_of_topics(signed_in: Client, mail: Any, na: Actor) -> None:
    label = labelled(mail("房间太脏了"))
    assert label is not None
    page = signed_in.get(reverse("topics"), {"text": "my parcel is lost"})
    assert page.status_code == 200
    assert b"Rooms and cleanliness" in page.content
    assert b"Delivery" in page.content
    assert "房间太脏了" in signed_in.get(reverse("topic", args=["room"])).content.decode()
    answer = signed_in.post(
        reverse("topic", args=["room"]), {"name": "客房", "name_en": "Rooms", "words": "房间=oops=1", "active": "on"}
    )
    assert answer.status_code == 200
    assert Lexicon.objects.count() == 1
    signed_in.post(
        reverse("topic", args=["room"]), {"name": "客房", "name_en": "Rooms", "words": "房间=3", "active": "on"}
    )
    assert Topic.objects.get(key="room").words == {"房间": 3.0}
    assert signed_in.get(reverse("new-topic")).status_code == 200
    signed_in.post(reverse("label-correction", args=[label.id]), {"topic": "staff", "mood": "negative"})
    label.refresh_from_db()
    assert label.topic == "staff"


def test_who_may_not_edit_topics_changes_nothing(client: Client, na: Actor) -> None:
    from zhiyin.kernel.people.models import Person

    client.force_login(Person.objects.get(id=na.id))
    assert client.post(reverse("topic", args=["room"]), {"words": "x"}).status_code == 403
    assert client.get(reverse("new-topic")).status_code == 403
    assert Lexicon.objects.count() == 1
