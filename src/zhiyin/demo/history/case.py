"""One case after the other: the message, the promise, the reply, the closure."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from zhiyin.demo.company import AGENTS_OF
from zhiyin.demo.history.arrivals import SHANGHAI, Arrival
from zhiyin.demo.history.judgement import judged
from zhiyin.demo.history.recovery import made_good
from zhiyin.demo.history.setting import By, History, Plot, Setting, Told
from zhiyin.demo.population import Guest, Orders
from zhiyin.demo.texts import replied, subjects, written
from zhiyin.demo.truths import Truths
from zhiyin.demo.writing import Line, id_at
from zhiyin.kernel.policies.reads import Decision
from zhiyin.lib.working_time import arithmetic, deadline
from zhiyin.listen.channels.events import MessageReceived, MessageSent
from zhiyin.resolve.cases.events import CaseOpened
from zhiyin.resolve.conversations.events import ReplyWritten
from zhiyin.resolve.promises.events import PromiseBreached, PromiseMade, PromiseMet, PromiseMetLate

CHANNELS = {"email": 0.56, "chat": 0.36, "api": 0.08}
#: how long a reply takes, as a share of the promised time: median and spread (log scale)
PACE, SPREAD = 0.36, 0.72


def simulate(
    setting: Setting,
    guests: list[Guest],
    orders: Orders,
    truths: Truths,
    arrivals: list[Arrival],
    *,
    now: datetime,
    first_number: int,
    seed: str,
) -> History:
    """The cases that begin with these arrivals, as they stand at `now`, numbered from `first_number`."""
    line = Line(Random(f"{seed} line"))
    history = History(setting, truths, orders, now, Random(f"{seed} history"), line, cases=first_number - 1)
    by_unit = {unit: [guest for guest in guests if unit in guest.units] for unit in AGENTS_OF}
    for at, unit, topic in arrivals:
        _tell(history, at, unit, topic, history.rng.choice(by_unit[unit]))
    return history


def _tell(history: History, at: datetime, unit: str, topic: str, guest: Guest) -> None:
    rng, setting, now = history.rng, history.setting, history.now
    severity = rng.choices((1, 2, 3), subjects()[topic]["severity"])[0]
    urgency = rng.choices((1, 2, 3), (10, 50, 40))[0]
    plot, message_id, text = _begun(history, at, unit, topic, guest, priority=severity + urgency - 1)
    opened = history.line.tell(CaseOpened(plot.case_id, message_id), at, because=plot.root, **plot.about)
    decision = _promised(history, plot)
    calendar = setting.calendar(decision.outcome["calendar"])
    duration = timedelta(minutes=decision.outcome["minutes"])
    due_at = deadline(at, duration, calendar)
    answered_at = deadline(at, duration * _pace(history, at, unit), calendar)
    answered, broken = answered_at < now, due_at < min(answered_at, now)
    promise_id = id_at(at, rng)
    promise = PromiseMade(
        promise_id, plot.case_id, "first_reply", due_at, decision.version_id, decision.trial_id, decision.arm
    )
    made = history.line.tell(promise, at, because=opened, **plot.about)
    if broken:
        breach_id = id_at(due_at, rng)
        history.add("promises.Breach", id=breach_id, promise_id=promise_id, breached_at=due_at, noticed_at=due_at)
        breached = PromiseBreached(breach_id, promise_id, plot.case_id, "first_reply", due_at)
        breach = history.line.tell(breached, due_at, because=made, **plot.about)
        made_good(history, plot, breach, breach_id, due_at)
    last_at, last_id, snippet, resolved_at, status = at, message_id, text, None, "new"
    if answered:
        last_id, snippet = _replied(history, plot, message_id, answered_at, promise_id, broken)
        last_at, status = answered_at, "waiting_customer"
        closed_at = answered_at + timedelta(hours=math.exp(rng.gauss(1.8, 1.0)))
        if closed_at < now:
            status, resolved_at = judged(history, plot, closed_at, broken=broken, arm=decision.arm)
    history.add(
        "promises.Promise",
        id=promise_id,
        name="first_reply",
        customer_id=guest.id,
        case_id=plot.case_id,
        unit_id=plot.unit_id,
        channel_kind=plot.kind,
        priority=plot.priority,
        value_band=plot.band,
        calendar=decision.outcome["calendar"],
        duration_seconds=int(duration.total_seconds()),
        started_at=at,
        due_at=due_at,
        warn_at=deadline(at, duration * 0.8, calendar),
        state="breached" if broken else "met" if answered else "pending",
        met_at=answered_at if answered and not broken else None,
        answered_at=answered_at if answered else None,
        answered_by_id=plot.agent[1] if answered else None,
        policy_version_id=decision.version_id,
        policy_version=decision.version,
        policy_row=decision.row,
        trial_id=decision.trial_id,
        arm=decision.arm,
        arithmetic=[
            {
                "kind": step.kind,
                "start": step.start.isoformat(),
                "end": step.end.isoformat(),
                "counted_seconds": int(step.counted.total_seconds()),
            }
            for step in arithmetic(at, duration, calendar)
        ],
    )
    history.add(
        "cases.Case",
        id=plot.case_id,
        number=history.cases,
        customer_id=guest.id,
        unit_id=plot.unit_id,
        channel_id=plot.channel_id,
        subject=plot.title if plot.kind == "email" else _first_words(text),
        status=status,
        severity=severity,
        urgency=urgency,
        priority=plot.priority,
        assignee_id=plot.agent[1] if answered else None,
        language=plot.language,
        thread=plot.thread,
        opened_at=at,
        last_message_at=last_at,
        last_message_id=last_id,
        snippet=snippet[:160],
        waiting_since=None if answered else at,
        next_due_at=None if answered else due_at,
        resolved_at=resolved_at,
    )
    if answered:
        _perhaps_buys_again(history, guest, answered_at, broken)


def _begun(
    history: History, at: datetime, unit: str, topic: str, guest: Guest, priority: int
) -> tuple[Plot, UUID, str]:
    """The customer's message and what is known of its case; returns the message's id and text too."""
    rng, setting = history.rng, history.setting
    kind = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    unit_id, channel_id = setting.units[unit], setting.channels[unit, kind]
    title, text = written(topic, "en" if guest.language == "en" else "zh", rng)
    case_id, message_id = id_at(at, rng), id_at(at, rng)
    thread = str(case_id) if kind == "chat" else ""
    agent_id, agent_name = setting.people[rng.choice(AGENTS_OF[unit])]
    history.cases += 1
    history.add(
        "channels.Message",
        id=message_id,
        customer_id=guest.id,
        channel_id=channel_id,
        direction="in",
        subject=title if kind == "email" else "",
        text=text,
        language="en" if guest.language == "en" else "zh",
        at=at,
        external_id=f"<{message_id.hex}@mail.example>",
        thread=thread or str(message_id),
        author_name=guest.name,
        author_address=guest.email,
    )
    history.add("cases.CaseMessage", id=id_at(at, rng), case_id=case_id, message_id=message_id, at=at)
    received = MessageReceived(message_id, kind, None, False, thread or str(message_id))
    by: By = ("customer", guest.id, guest.name)
    root = history.line.tell(received, at, because=None, by=by, customer_id=guest.id, unit_id=unit_id)
    band = setting.bands.get(guest.id, "unknown")
    agent: By = ("person", agent_id, agent_name)
    plot = Plot(case_id, guest, unit_id, channel_id, kind, thread, title, at, priority, band, agent, root)
    return plot, message_id, text


def _promised(history: History, plot: Plot) -> Decision:
    setting = history.setting
    tried = setting.trial_from is not None and plot.at >= setting.trial_from
    facts = {"channel": plot.kind, "priority": plot.priority, "value_band": plot.band}
    return setting.policies["first_reply"].decide(facts, plot.guest.id if tried else None)


def _pace(history: History, at: datetime, unit: str) -> float:
    """How long the reply takes, as a share of the promised working time."""
    pace = math.exp(history.rng.gauss(math.log(PACE), SPREAD))
    truths = history.truths
    if unit == truths.slow_unit and at.astimezone(SHANGHAI).hour >= truths.slow_from_hour:
        pace *= truths.slow_factor
    return pace


def _replied(
    history: History, plot: Plot, question_id: UUID, at: datetime, promise_id: UUID, broken: bool
) -> tuple[UUID, str]:
    """The agent's reply, delivered; it keeps the promise or comes late. Returns its id and text."""
    rng, line = history.rng, history.line
    reply_id, text = id_at(at, rng), replied(plot.language, plot.guest.name, plot.agent[2], rng)
    by_mail = plot.kind == "email"
    history.add(
        "channels.Message",
        id=reply_id,
        customer_id=plot.guest.id,
        channel_id=plot.channel_id,
        direction="out",
        subject=f"Re: {plot.title}" if by_mail else "",
        text=text,
        language=plot.language,
        at=at,
        external_id=f"<{reply_id.hex}@heming.example>",
        answers_id=question_id,
        thread=plot.thread or str(question_id),
        author_name=plot.agent[2],
        by_person_id=plot.agent[1],
    )
    history.add("cases.CaseMessage", id=id_at(at, rng), case_id=plot.case_id, message_id=reply_id, at=at)
    reply: Told = line.tell(
        ReplyWritten(reply_id, plot.case_id, plot.agent[1]), at, because=plot.root, by=plot.agent, **plot.about
    )
    history.add(
        "channels.Delivery",
        id=id_at(at, rng),
        message_id=reply_id,
        state="sent",
        to_address=plot.guest.email if by_mail else "",
        tries=1,
        sent_at=at,
        case_id=plot.case_id,
        because_id=reply[0],
    )
    line.tell(MessageSent(reply_id, plot.case_id), at, because=reply, **plot.about)
    done = PromiseMetLate if broken else PromiseMet
    line.tell(done(promise_id, plot.case_id, "first_reply"), at, because=reply, by=plot.agent, **plot.about)
    return reply_id, text


def _perhaps_buys_again(history: History, guest: Guest, answered_at: datetime, broken: bool) -> None:
    truths, rng = history.truths, history.rng
    if rng.random() < (truths.returns_broken if broken else truths.returns_kept):
        again_at = answered_at + timedelta(days=rng.uniform(1, 29))
        if again_at < history.now:
            history.orders.place(guest, again_at)


def _first_words(text: str, most: int = 60) -> str:
    """The subject of a chat: what the customer began with."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
