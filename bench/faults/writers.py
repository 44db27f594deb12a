"""Those who write: programs by the API, customers by mail and chat. Each tries until it is acknowledged."""

from __future__ import annotations

import contextlib
import random
import smtplib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from bench.faults.town import Town
from bench.house import Client

#: how often an acknowledged message is sent again for nothing
REPEATED = 0.05
_FAULTS = (OSError, HTTPException, RuntimeError, smtplib.SMTPException)


@dataclass(slots=True)
class Tally:
    """The names of what was acknowledged, and how many tries failed."""

    acknowledged: set[str] = field(default_factory=set)
    failed: Counter[str] = field(default_factory=Counter)


def write(town: Town, tally: Tally, kind: str, numbers: Iterable[int]) -> None:
    """Send messages of one kind, each until it is acknowledged."""
    say = {"api": _post, "email": _mail, "chat": _chat}[kind](town)
    chance = random.Random(kind)
    for number in numbers:
        while True:
            try:
                say(number)
            except _FAULTS:
                tally.failed[kind] += 1
                time.sleep(chance.uniform(0.05, 0.5))
            else:
                break
        tally.acknowledged.add(f"{kind}-{number:08d}")
        if chance.random() < REPEATED:
            with contextlib.suppress(*_FAULTS):
                say(number)


def _post(town: Town) -> Callable[[int], None]:
    headers = {"Authorization": f"Bearer {town.key}"}
    clients: list[Client] = []

    def say(number: int) -> None:
        client = clients.pop() if clients else Client(town.web, headers)
        body = {
            "channel": "api",
            "external_id": f"api-{number:08d}",
            "customer": {"external": f"customer-{number % 500}"},
            "text": f"我的订单还没有发货，请查一下。编号 {number}",
        }
        client.ask("POST", "/api/v1/channels/messages", body)
        clients.append(client)  # only a connection that answered is used again

    return say


def _mail(town: Town) -> Callable[[int], None]:
    doors: list[smtplib.SMTP] = []

    def say(number: int) -> None:
        mail = EmailMessage()
        mail["From"] = f"Li Na <customer-{number % 500}@example.com>"
        mail["To"] = "care@bench.example"
        mail["Subject"] = f"Order {number}"
        mail["Message-ID"] = f"<email-{number:08d}@example.com>"
        mail.set_content(f"Where is my order {number}? " + "It has been three days. " * 60)
        door = doors.pop() if doors else smtplib.SMTP("127.0.0.1", town.door, timeout=20)
        door.send_message(mail)
        doors.append(door)

    return say


def _chat(town: Town) -> Callable[[int], None]:
    from zhiyin.listen.channels.chat.visitor import new_visitor, token_of
    from zhiyin.listen.channels.models import Channel

    channel = Channel.objects.get(key="chat")
    visitors = [token_of(new_visitor(), channel) for _n in range(500)]

    def say(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", town.web, timeout=20)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Visitor": visitors[number % 500]}
        body = urlencode({"text": f"你好，在吗？{number}", "client_id": f"chat-{number:08d}"})
        connection.request("POST", "/chat/chat/message", body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(str(answer.status))

    return say
