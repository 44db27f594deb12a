"""The rules of delivering, as tables; and the signature against the published vector."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zhiyin.listen.webhooks.policy import HOUR, MINUTE, SECOND, gives_up, rest_for, verdict, wait_after
from zhiyin.listen.webhooks.signing import headers_of, new_secret, signature

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_signature_is_that_of_the_published_vector():
    found = signature(
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_new_secret_has_its_prefix_and_is_never_the_same():
    first, second = new_secret(), new_secret()
    assert first.startswith("whsec_")
    assert first != second
    assert signature(first, "a", 1, b"") == signature(first.removeprefix("whsec_"), "a", 1, b"")


def test_every_secret_in_force_signs():
    secrets = [new_secret(), new_secret()]
    headers = headers_of("msg_1", NOON, b"{}", secrets)
    timestamp = int(NOON.timestamp())
    assert headers["webhook-timestamp"] == str(timestamp)
    assert headers["webhook-signature"].split(" ") == [signature(one, "msg_1", timestamp, b"{}") for one in secrets]


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        (1, 5 * SECOND),
        (2, 5 * MINUTE),
        (3, 30 * MINUTE),
        (4, 2 * HOUR),
        (5, 5 * HOUR),
        (6, 10 * HOUR),
        (7, 14 * HOUR),
        (8, 20 * HOUR),
        (9, 24 * HOUR),
    ],
)
def test_the_waits_grow_and_a_little_chance_spreads_them(tries, wait):
    assert wait_after(tries, 0.0) == wait
    assert wait < wait_after(tries, 0.5) < wait_after(tries, 0.999) < wait * 1.2


def test_after_the_last_wait_there_is_no_more():
    assert wait_after(10, 0.0) is None
    assert wait_after(0, 0.0) is None


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (200, "delivered"),
        (204, "delivered"),
        (301, "failed"),
        (400, "failed"),
        (410, "gone"),
        (429, "slow down"),
        (500, "failed"),
        (502, "slow down"),
        (503, "slow down"),
        (504, "slow down"),
        (None, "failed"),
    ],
)
def test_what_an_answer_means(status, meaning):
    assert verdict(status) == meaning


@pytest.mark.parametrize(
    ("said", "failures", "rest"),
    [
        ({}, 1, MINUTE),
        ({}, 5, 5 * MINUTE),
        ({}, 500, HOUR),
        ({"retry-after": "30"}, 1, 30 * SECOND),
        ({"retry-after": "0"}, 1, SECOND),
        ({"retry-after": "999999"}, 1, HOUR),
        ({"retry-after": "9" * 40}, 1, MINUTE),
        ({"retry-after": "Sun, 22 Nov 2026 12:10:00 GMT"}, 1, 10 * MINUTE),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 1, SECOND),
        ({"retry-after": "soon"}, 2, 2 * MINUTE),
        ({"retry-after": "-5"}, 2, 2 * MINUTE),
    ],
)
def test_a_receiver_that_asks_for_rest_gets_it_within_bounds(said, failures, rest):
    assert rest_for(said, failures, NOON) == rest


@pytest.mark.parametrize(
    ("failures", "days", "given_up"), [(10, 5, True), (9, 50, False), (1000, 4.9, False), (10, None, False)]
)
def test_a_receiver_is_given_up_after_many_failures_over_days(failures, days, given_up):
    since = None if days is None else NOON - timedelta(days=days)
    assert gives_up(failures, since, NOON) is given_up
