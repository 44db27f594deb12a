"""Sealed secrets."""

import pytest

from zhiyin.kernel.sealing import CannotUnseal, seal, unseal


@pytest.mark.parametrize("text", ["", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "口令 🔑", "x" * 10_000])
def test_what_was_sealed_opens_again(text):
    assert unseal(seal(text)) == text


def test_a_sealed_text_shows_nothing_and_is_another_one_each_time():
    first, second = seal("a secret word"), seal("a secret word")
    assert first != second
    assert "secret" not in first
    assert first.isascii()


@pytest.mark.parametrize("change", [lambda t: t[:-4] + "AAA=", lambda t: "A" + t[1:], lambda t: "", lambda t: "口令"])
def test_what_was_altered_does_not_open(change):
    with pytest.raises(CannotUnseal, match="ZHIYIN_SECRET_KEY"):
        unseal(change(seal("a secret word")))


def test_another_secret_key_opens_nothing_unless_the_old_one_is_kept_as_a_fallback(settings):
    settings.SECRET_KEY = "first"
    sealed = seal("a secret word")
    settings.SECRET_KEY = "second"
    with pytest.raises(CannotUnseal):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = ["first"]
    assert unseal(sealed) == "a secret word"
    fresh = seal("another")
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(fresh) == "another"
