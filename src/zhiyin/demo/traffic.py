"""Live traffic while the demo runs: customers write real mails and use the API, agents answer some, customers judge.

Customers come in by the same doors as anyone: SMTP and HTTP. What agents do runs as those people, by the same actions as
their pages. Some cases are left alone on purpose, so that promises are seen to run out.
"""

from __future__ import annotations

import asyncio
import json
import re
import smtplib
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import structlog
from django.apps import apps
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from zhiyin.demo.company import AGENTS_OF, CAST, UNITS
from zhiyin.demo.texts import replied, subjects, written
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import Actor, system, the_customer
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.surveys.actions import answer
from zhiyin.listen.surveys.reads import invitations_seen_by
from zhiyin.resolve.cases.reads import cases_seen_by
from zhiyin.resolve.conversations.actions import reply

log = structlog.get_logger()
HOUSE = system("demo")

#: seconds between two contacts, drawn anew each time
EVERY = (6.0, 20.0)
#: share of live cases that nobody answers in time
LEFT_ALONE = 0.35


@dataclass(slots=True)
class Traffic:
    """What the simulated people remember: when they will look at what again."""

    rng: Random = field(default_factory=Random)
    begun_at: datetime = field(default_factory=timezone.now)
    looked_at: dict[UUID, datetime] = field(default_factory=dict)
    key: str = ""

    def step(self) -> None:
        """One contact comes in; agents and customers do what is due."""
        self._write()
        self._reply()
        self._judge()

    def _write(self) -> None:
        unit = self.rng.choice([one.key for one in UNITS])
        shares = {topic: subject["share"] for topic, subject in subjects().items() if unit in subject["units"]}
        topic = self.rng.choices(list(shares), list(shares.values()))[0]
        customer = _some_customer(self.rng)
        address = customer.identities.filter(kind="email").values_list("value", flat=True).first()
        if address is None:
            return
        title, text = written(topic, "en" if customer.language == "en" else "zh", self.rng)
        way = self.rng.choices(("mail", "chat", "api"), (5, 4, 1))[0]
        if way == "mail":
            _send_mail(customer.name, address, next(one.mailbox for one in UNITS if one.key == unit), title, text)
        elif way == "chat":
            _chat(f"{unit}-chat", customer.name, address, text)
        else:
            self._post(unit, customer.name, address, text)

    def _post(self, unit: str, name: str, address: str, text: str) -> None:
        if not self.key:
            _row, self.key = make_key("demo traffic", ["message.write"], by=HOUSE)
        body = {
            "channel": f"{unit}-api",
            "external_id": make_msgid(domain="app.heming.example"),
            "customer": {"email": address, "name": name},
            "text": text,
        }
        request = urllib.request.Request(
            f"{settings.PUBLIC_URL}/api/v1/channels/messages",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            response.read()

    def _reply(self) -> None:
        """Each agent answers what they meant to answer by now, and resolves half of it."""
        now = timezone.now()
        waiting = cases_seen_by(HOUSE).filter(waiting_since__gte=self.begun_at, waiting_since__isnull=False)
        for case in waiting.select_related("customer", "unit", "assignee").order_by("opened_at")[:50]:
            due = self.looked_at.setdefault(case.id, self._when(now))
            if due > now or not case.is_open:
                continue
            agent = _owner_of(case) or _agent_of(case.unit.name, self.rng)
            if agent is None:
                continue
            text = replied("en" if case.language == "en" else "zh", case.customer.name, agent.name, self.rng)
            reply(case.id, text, resolve=self.rng.random() < 0.5, by=agent, because=None)
            del self.looked_at[case.id]

    def _when(self, now: datetime) -> datetime:
        if self.rng.random() < LEFT_ALONE:
            return now + timedelta(days=1)
        return now + timedelta(seconds=self.rng.uniform(20, 240))

    def _judge(self) -> None:
        """Some of the customers who were just asked answer."""
        asked = invitations_seen_by(HOUSE).filter(
            invited_at__gte=self.begun_at, answered_at=None, delivered_at__isnull=False
        )
        for invitation in asked.order_by("invited_at")[:20]:
            if self.looked_at.setdefault(invitation.id, timezone.now() + timedelta(seconds=30)) > timezone.now():
                continue
            self.looked_at[invitation.id] = timezone.now() + timedelta(days=1)
            if self.rng.random() < 0.6:
                happy = self.rng.random() < 0.7
                by = the_customer(invitation.customer_id)
                answer(invitation, "satisfaction", "s5" if happy else self.rng.choice(["s1", "s2"]), by=by)
                answer(invitation, "recommendation", "n9" if happy else "n3", by=by)


def _some_customer(rng: Random) -> Customer:
    last = Customer.objects.order_by("-number").values_list("number", flat=True)[0]
    return Customer.objects.filter(number__gte=rng.randint(1, last)).order_by("number")[0]


def _owner_of(case: Any) -> Actor | None:
    """Whoever was given the case answers it."""
    return actor_of(case.assignee) if case.assignee is not None else None


def _agent_of(unit_name: str, rng: Random) -> Actor | None:
    unit = next((one.key for one in UNITS if one.name == unit_name), None)
    if unit is None:
        return None
    email = {member.key: member.email for member in CAST}[rng.choice(AGENTS_OF[unit])]
    return actor_of(apps.get_model("people.Person").objects.get(email=email))


def _send_mail(name: str, address: str, mailbox: str, title: str, text: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{name} <{address}>", mailbox, title
    mail["Message-ID"] = make_msgid(domain="mail.example")
    mail.set_content(text)
    with smtplib.SMTP(settings.SMTP_DOOR_HOST, settings.SMTP_DOOR_PORT, timeout=10) as smtp:
        smtp.send_message(mail)


def _chat(channel: str, name: str, address: str, text: str) -> None:
    """A new visitor opens the chat page, says who they are, and writes."""
    page = f"{settings.PUBLIC_URL}/chat/{channel}"
    with urllib.request.urlopen(page, timeout=10) as response:
        visitor = re.search(r'name="visitor" value="([^"]+)"', response.read().decode())
    if visitor is None:
        raise OSError(f"{page} gave no visitor token")
    for part, fields in (
        ("details", {"name": name, "email": address}),
        ("message", {"text": text, "client_id": str(uuid4())}),
    ):
        request = urllib.request.Request(
            f"{page}/{part}", data=urlencode(fields).encode(), headers={"X-Visitor": visitor[1]}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            response.read()


async def serve(stop: asyncio.Event) -> None:
    """Keep customers coming until `stop` is set."""
    traffic = Traffic()
    while not stop.is_set():
        try:
            await asyncio.to_thread(_step, traffic)
        except OSError as fault:  # a door that is not open yet, or no longer
            log.warning("traffic_waits", fault=str(fault))
        except Exception:
            log.exception("traffic_failed")
        try:
            await asyncio.wait_for(stop.wait(), traffic.rng.uniform(*EVERY))
        except TimeoutError:
            continue


def _step(traffic: Traffic) -> None:
    close_old_connections()
    try:
        traffic.step()
    finally:
        close_old_connections()
