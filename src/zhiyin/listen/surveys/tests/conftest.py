"""The cast: a hotel with a mailbox, its guest Li Na who wrote to it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.channels.models import Channel, Message

HOUSE = system("test")


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(name="知音酒店", name_en="Zhiyin Hotels")


@pytest.fixture
def mailbox(unit: Unit) -> Channel:
    return make_channel("email", "客服邮箱", unit.id, "care@zhiyin.example", replies_armed=True, by=HOUSE)


@pytest.fixture
def li_na(mailbox: Channel) -> Customer:
    customer = identify("email", "li.na@example.com", name="李娜", language="zh", by=HOUSE)
    Message.objects.create(
        customer=customer,
        channel=mailbox,
        direction="in",
        text="空调坏了",
        at=timezone.now(),
        external_id="1",
        thread="1",
    )
    return customer
