"""Every page that a room hangs on the rail, opened by the operator: sound, complete, at home in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from zhiyin.kernel.rooms import pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_every_page_of_the_rail_is_sound(sign_in: Any, language: str, theme: str, width: int) -> None:
    page = sign_in("operator", language, theme, width)
    page.set_default_timeout(30_000)  # the first look at a page may compile much
    for url_name in sorted({page.url_name for page in pages()}):
        page.visit(reverse(url_name)).must_be_sound()
