import csv
import gzip
from pathlib import Path

import pytest

from zhiyin.lib.text import TopicLexicon, mood_of, topic_of

REVIEWS = Path(__file__).parents[6] / "shared/data/online_shopping/online_shopping.csv.gz"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("房间很干净，前台也很热情", "positive"),
        ("房间不干净", "negative"),
        ("没有异味", "positive"),
        ("虽然贵，但是很满意", "positive"),
        ("位置不错，但是隔音太差，一晚没睡好", "negative"),
        ("我的订单还没有发货", "negative"),
        ("请问几点可以退房", "neutral"),
        ("Could you tell me when check-in is?", "neutral"),
        ("The room was spotless and the staff friendly", "positive"),
        ("not good at all", "negative"),
        ("The view is nice but the bathroom was filthy and nobody answered", "negative"),
        ("My parcel has not arrived yet", "unknown"),
        ("太棒了👍", "positive"),
        ("😡😡", "negative"),
        ("好的", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_mood_of_a_text(text: str, label: str) -> None:
    assert mood_of(text).label == label


def test_below_a_confidence_of_six_tenths_the_mood_is_unknown() -> None:
    for text in ("好吃但是贵", "还行", "有点小", "东西好，态度差", "房间很干净"):
        mood = mood_of(text)
        assert (mood.label == "unknown") == (mood.confidence < 0.6)
        assert -1 <= mood.score <= 1


@pytest.mark.skipif(not REVIEWS.exists(), reason="the shared reviews are not beside this checkout")
def test_the_mood_agrees_with_nine_in_ten_reviews() -> None:
    with gzip.open(REVIEWS, "rt", encoding="utf-8") as lines:
        reviews = list(csv.DictReader(lines))[::20]
    moods = [(mood_of(row["review"]), row["label"] == "1") for row in reviews]
    told = [(mood.label == "positive", good) for mood, good in moods if mood.label in ("positive", "negative")]
    assert sum(said == good for said, good in told) / len(told) > 0.90
    assert len(told) / len(reviews) > 0.85


LEXICON = TopicLexicon(
    {"delivery": {"发货": 3, "快递": 2, "parcel": 2, "has not arrived": 3}, "room": {"房间": 2, "room": 2, "脏": 2}}
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我的订单还没有发货", "delivery"),
        ("房间太脏了", "room"),
        ("Rooms were fine", "room"),
        ("my parcel has not arrived", "delivery"),
        ("mushroom soup", "other"),
        ("你好", "other"),
    ],
)
def test_the_topic_of_a_text(text: str, topic: str) -> None:
    assert topic_of(text, LEXICON).key == topic


def test_a_topic_is_surer_the_more_its_words_weigh() -> None:
    once, twice = topic_of("房间", LEXICON), topic_of("房间脏", LEXICON)
    assert 0 < once.confidence < twice.confidence < 1
    assert topic_of("房间，快递", LEXICON).confidence < once.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Please send me the invoice",
        "please fix my wifi",
        "订单号 A1024，麻烦查一下到哪了",
        "请帮我延迟退房到下午两点",
        "能开发票吗",
        "I would like to book a room for two nights",
    ],
)
def test_a_plain_request_has_no_mood(text: str) -> None:
    assert mood_of(text).label in ("neutral", "unknown")
