import pytest

from zhiyin.lib.text import index_tokens, language_of, query_tokens, redact, segment, stem


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我的订单还没有发货", "zh"),
        ("My parcel has not arrived", "en"),
        ("WiFi 连不上", "zh"),
        ("房间很干净，早餐也不错 but the staff at the desk was rude", "mixed"),
        ("12345 !!", ""),
        ("", ""),
        ("见 https://example.com/a/very/long/english/address", "zh"),
    ],
)
def test_the_language_is_told_by_the_letters(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("订单", "我的订单还没有发货"),
        ("没发货", "我的订单还没有发货"),
        ("脏", "房间太脏了"),
        ("arrive", "The parcel never arrived"),
        ("ROOMS", "one room please"),
        ("ＷｉＦｉ", "房间WiFi连不上"),
        ("A1024", "order A1024"),
        ("的", "我的"),
    ],
)
def test_a_query_finds_the_text(query: str, text: str) -> None:
    assert query_tokens(query)
    assert set(query_tokens(query)) <= set(index_tokens(text))


def test_characters_far_apart_do_not_answer_for_a_word() -> None:
    assert not set(query_tokens("订单")) <= set(index_tokens("单独预订"))


def test_words_are_cut_and_stemmed() -> None:
    assert segment("房间太脏, cancelled bookings") == ["房间", "太脏", "cancell", "book"]
    assert segment("没发货", bigrams=True) == ["没", "发货", "没发", "发货"]


@pytest.mark.parametrize(
    "words", [("arrive", "arrived", "arriving", "arrives"), ("room", "rooms"), ("stop", "stopped")]
)
def test_forms_of_a_word_share_a_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("电话13812345678，请回电", "电话[phone]，请回电"),
        ("call +86 138 1234 5678 now", "call [phone] now"),
        ("邮箱 a.b@example.com。", "邮箱 [email]。"),
        ("身份证11010519491231002X", "身份证[id number]"),
        ("卡 6222 0200 0000 0005", "卡 6222 0200 0000 0005"),  # the check digit is wrong
        ("card 4111 1111 1111 1111", "card [card number]"),
        ("订单 202411220012345，2024-11-22，¥1280", "订单 202411220012345，2024-11-22，¥1280"),
        ("没有数字", "没有数字"),
    ],
)
def test_numbers_of_a_person_are_hidden_and_others_stay(text: str, redacted: str) -> None:
    assert redact(text) == redacted
