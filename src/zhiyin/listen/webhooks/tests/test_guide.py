"""The snippets of the guide believe what we sign, and nothing else."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from zhiyin.listen.webhooks.signing import headers_of, new_secret
from zhiyin.listen.webhooks.tests.conftest import NOON

GUIDE = Path(__file__).resolve().parents[5] / "docs" / "guide" / "webhooks.md"
BODY = '{"specversion":"1.0","data":"包裹"}'.encode()
OLD, NEW, OTHER = new_secret(), new_secret(), new_secret()
HEADERS = headers_of("msg_1", NOON, BODY, [NEW, OLD])
#: secret, headers, body, seconds after the timestamp → whether it is believed
TABLE = [
    (NEW, HEADERS, BODY, 0, True),
    (OLD, HEADERS, BODY, 299, True),
    (OTHER, HEADERS, BODY, 0, False),
    (NEW, HEADERS, BODY + b" ", 0, False),
    (NEW, {**HEADERS, "webhook-id": "msg_2"}, BODY, 0, False),
    (NEW, HEADERS, BODY, 301, False),
    (NEW, HEADERS, BODY, -301, False),
    (NEW, {**HEADERS, "webhook-signature": HEADERS["webhook-signature"].replace("v1,", "v2,")}, BODY, 0, False),
]


def _snippet(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", GUIDE.read_text(), re.S)
    assert found
    return found[1]


def test_the_python_of_the_guide_believes_what_we_sign_and_nothing_else():
    names: dict = {}
    exec(_snippet("python"), names)
    for secret, headers, body, after, believed in TABLE:
        now = (NOON + timedelta(seconds=after)).timestamp()
        assert names["believed"](secret, headers, body, now) is believed


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_javascript_of_the_guide_believes_what_we_sign_and_nothing_else(visitor):
    page = visitor()
    page.visit("/accounts/login/")
    for secret, headers, body, after, believed in TABLE:
        given = [secret, headers, list(body), (NOON + timedelta(seconds=after)).timestamp()]
        said = page.evaluate(
            f"""async ([secret, headers, body, now]) => {{
                {_snippet("javascript")}
                return believed(secret, headers, new Uint8Array(body), now);
            }}""",
            json.loads(json.dumps(given)),
        )
        assert said is believed
