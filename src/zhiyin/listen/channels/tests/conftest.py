"""The cast: one organisation, its mailbox, its chat, its API connection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.channels.models import Channel


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(name="知音酒店", name_en="Zhiyin Hotels")


@pytest.fixture
def mailbox(unit: Unit) -> Channel:
    return make_channel("email", "客服邮箱", unit.id, "care@zhiyin.example", replies_armed=True, by=system("test"))


@pytest.fixture
def chat(unit: Unit) -> Channel:
    return make_channel("chat", "Chat", unit.id, key="hotel", by=system("test"))


@pytest.fixture
def connection_in(unit: Unit) -> Channel:
    return make_channel("api", "Orders system", unit.id, key="shop", by=system("test"))
