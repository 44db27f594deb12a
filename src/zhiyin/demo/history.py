"""The history of the simulated company: cases that came, were promised, answered or not, made good, and judged.

Everything is decided by one seed. The product's own policies and calendars say what is promised and given; what customers
write, how long people take, and how customers feel about it is simulated here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from zhiyin.demo.company import AGENTS_OF
from zhiyin.demo.population import Guest, Orders
from zhiyin.demo.texts import REMARKS, SHARES, SUBJECTS, replied, written
from zhiyin.demo.truths import Truths
from zhiyin.demo.writing import Line, Table, id_at
from zhiyin.kernel.policies.reads import Decision, InForce
from zhiyin.lib.working_time import Calendar, arithmetic, deadline
from zhiyin.listen.channels.events import MessageReceived, MessageSent
from zhiyin.listen.surveys.events import SurveyAnswered, SurveyInvited
from zhiyin.recover.compensation.events import ApprovalAsked, ApprovalDecided, CompensationAwarded
from zhiyin.recover.followup.events import CallBackAsked, CallBackMade
from zhiyin.resolve.cases.events import CaseOpened, CaseReopened, CaseResolved
from zhiyin.resolve.conversations.events import ReplyWritten
from zhiyin.resolve.promises.events import PromiseBreached, PromiseMade, PromiseMet, PromiseMetLate

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: how the contacts of a day fall on its hours, 0 to 23
HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 7, 10, 10, 9, 7, 8, 9, 9, 8, 7, 6, 6, 6, 5, 4, 2)
WEEKDAYS = (1.15, 1.05, 1.0, 1.0, 1.1, 0.9, 0.8)
CHANNELS = {"email": 0.56, "chat": 0.36, "api": 0.08}
#: how long a reply takes, as a share of the promised time: median and spread (log scale)
PACE, SPREAD = 0.36, 0.72
INVITED, ANSWERING = 0.75, 0.42


@dataclass(frozen=True, slots=True)
class Setting:
    """What the simulation takes from the product: ids of units, channels and people, policies, calendars, bands."""

    units: Mapping[str, UUID]
    channels: Mapping[tuple[str, str], UUID]
    people: Mapping[str, tuple[UUID, str]]
    policies: Mapping[str, InForce]
    calendar: Callable[[str], Calendar | None]
    bands: Mapping[UUID, str]
    form_version: UUID
    trial_from: datetime | None = None
    quicker_arm: str = ""


#: when a contact comes, to which unit, about which topic
Arrival = tuple[datetime, str, str]


@dataclass(frozen=True, slots=True)
class Payment:
    """A granted compensation, to be booked."""

    award_id: UUID
    customer_id: UUID
    amount: int
    currency: str
    at: datetime
    because_id: UUID


@dataclass(slots=True)
class History:
    """The tables to be, and what was booked."""

    tables: dict[str, Table]
    line: Line
    payments: list[Payment] = field(default_factory=list)
    cases: int = 0


TABLES = (
    "channels.Message", "channels.Delivery", "cases.Case", "cases.CaseMessage", "cases.Closure", "cases.Reopening",
    "promises.Promise", "promises.Breach", "compensation.Award", "compensation.Approval", "surveys.Invitation",
    "surveys.Answer", "followup.CallBack",
)  # fmt: skip


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
    rng = Random(f"{seed} history")
    history = History({label: Table(label) for label in TABLES}, Line(Random(f"{seed} line")), cases=first_number - 1)
    by_unit = {unit: [guest for guest in guests if unit in guest.units] for unit in AGENTS_OF}
    teller = _Teller(setting, truths, history, orders, now, rng)
    for at, unit, topic in arrivals:
        teller.tell(at, unit, topic, rng.choice(by_unit[unit]))
    return history


def arrivals_of(truths: Truths, *, now: datetime, days: int, cases: int, seed: int) -> list[Arrival]:
    """When contacts come, to which unit, about what, over the `days` before `now`; in order of time."""
    rng = Random(f"{seed} arrivals")
    pairs = [(unit, topic) for topic, subject in SUBJECTS.items() for unit in subject.units]
    weights = [
        SHARES[topic] * SUBJECTS[topic].units[unit] / sum(SUBJECTS[topic].units.values()) for unit, topic in pairs
    ]
    first = (now - timedelta(days=days)).astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    dates = [first + timedelta(days=day) for day in range(days + 1)]
    surge_from = now - timedelta(days=truths.surge_days)
    found = []
    for _ in range(cases):
        at = _moment(dates, rng)
        unit, topic = rng.choices(pairs, weights)[0]
        if at < now:
            found.append((at, unit, topic))
    # A surge adds contacts and takes none away: it is drawn beside the ordinary ones.
    share = weights[pairs.index((truths.surge_unit, truths.surge_topic))] / sum(weights)
    extra = cases / days * truths.surge_days * share * (truths.surge_factor - 1)
    for _ in range(round(extra)):
        at = surge_from + (now - surge_from) * rng.random()
        found.append((at, truths.surge_unit, truths.surge_topic))
    return sorted(found)


def _moment(dates: list[datetime], rng: Random) -> datetime:
    while True:
        day = rng.choice(dates)
        if rng.random() < WEEKDAYS[day.weekday()] / max(WEEKDAYS):
            hour = rng.choices(range(24), HOURS)[0]
            return (day + timedelta(hours=hour, seconds=rng.uniform(0, 3600))).astimezone(UTC)


class _Teller:
    """Tells one case after the other."""

    def __init__(
        self, setting: Setting, truths: Truths, history: History, orders: Orders, now: datetime, rng: Random
    ) -> None:
        self.setting, self.truths, self.history, self.orders, self.now, self.rng = (
            setting,
            truths,
            history,
            orders,
            now,
            rng,
        )

    def tell(self, at: datetime, unit: str, topic: str, guest: Guest) -> None:
        rng, now, tables, line = self.rng, self.now, self.history.tables, self.history.line
        language = "en" if guest.language == "en" else "zh"
        kind = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        unit_id, channel_id = self.setting.units[unit], self.setting.channels[unit, kind]
        about: dict[str, Any] = {"customer_id": guest.id, "unit_id": unit_id}
        title, text = written(topic, language, rng)
        case_id, message_id = id_at(at, rng), id_at(at, rng)
        thread = f"{case_id}" if kind == "chat" else ""
        severity = rng.choices((1, 2, 3), SUBJECTS[topic].severity)[0]
        urgency = rng.choices((1, 2, 3), (10, 50, 40))[0]
        priority = severity + urgency - 1
        band = self.setting.bands.get(guest.id, "unknown")
        self.history.cases += 1
        number = self.history.cases
        tables["channels.Message"].add(
            id=message_id, customer_id=guest.id, channel_id=channel_id, direction="in", subject=title if kind == "email" else "",
            text=text, language=language, at=at, external_id=f"<{message_id.hex}@mail.example>", thread=thread or str(message_id),
            author_name=guest.name, author_address=guest.email,
        )  # fmt: skip
        customer_by = ("customer", guest.id, guest.name)
        root = line.tell(
            MessageReceived(message_id, kind, None, False, thread or str(message_id)),
            at,
            because=None,
            by=customer_by,
            **about,
        )
        opened = line.tell(CaseOpened(case_id, message_id), at, because=root, **about)
        decision = self._promised(at, kind, priority, band, guest.id)
        calendar = self.setting.calendar(decision.outcome["calendar"])
        duration = timedelta(minutes=decision.outcome["minutes"])
        due_at = deadline(at, duration, calendar)
        promise_id = id_at(at, rng)
        made = line.tell(
            PromiseMade(promise_id, case_id, "first_reply", due_at, decision.version_id, decision.trial_id, decision.arm),
            at, because=opened, **about,
        )  # fmt: skip
        answered_at = deadline(at, duration * self._pace(at, unit), calendar)
        answered = answered_at < now
        broken = due_at < min(answered_at, now)
        agent_key = rng.choice(AGENTS_OF[unit])
        agent_id, agent_name = self.setting.people[agent_key]
        agent_by = ("person", agent_id, agent_name)
        award = None
        if broken:
            breach_id = id_at(due_at, rng)
            tables["promises.Breach"].add(id=breach_id, promise_id=promise_id, breached_at=due_at, noticed_at=due_at)
            breach = line.tell(
                PromiseBreached(breach_id, promise_id, case_id, "first_reply", due_at), due_at, because=made, **about
            )
            award = self._made_good(breach, breach_id, case_id, guest, unit_id, priority, band, agent_key, due_at)
        resolved_at, last_at, last_id, snippet = None, at, message_id, text[:160]
        if answered:
            reply_id = id_at(answered_at, rng)
            reply = replied(language, guest.name, agent_name, rng)
            tables["channels.Message"].add(
                id=reply_id, customer_id=guest.id, channel_id=channel_id, direction="out",
                subject=("" if kind != "email" else f"Re: {title}"), text=reply, language=language, at=answered_at,
                external_id=f"<{reply_id.hex}@heming.example>", answers_id=message_id, thread=thread or str(message_id),
                author_name=agent_name, by_person_id=agent_id,
            )  # fmt: skip
            written_ = line.tell(
                ReplyWritten(reply_id, case_id, agent_id), answered_at, because=root, by=agent_by, **about
            )
            tables["channels.Delivery"].add(
                id=id_at(answered_at, rng), message_id=reply_id, state="sent", to_address=guest.email if kind == "email" else "",
                tries=1, sent_at=answered_at, case_id=case_id, because_id=written_[0],
            )  # fmt: skip
            line.tell(MessageSent(reply_id, case_id), answered_at, because=written_, **about)
            done = PromiseMetLate if broken else PromiseMet
            line.tell(done(promise_id, case_id, "first_reply"), answered_at, because=written_, by=agent_by, **about)
            tables["cases.CaseMessage"].add(
                id=id_at(answered_at, rng), case_id=case_id, message_id=reply_id, at=answered_at
            )
            last_at, last_id, snippet = answered_at, reply_id, reply[:160]
            resolved_at = answered_at + timedelta(hours=math.exp(rng.gauss(1.8, 1.0)))
            if resolved_at >= now:
                resolved_at = None
        tables["cases.CaseMessage"].add(id=id_at(at, rng), case_id=case_id, message_id=message_id, at=at)
        tables["promises.Promise"].add(
            id=promise_id, name="first_reply", customer_id=guest.id, case_id=case_id, unit_id=unit_id, channel_kind=kind,
            priority=priority, value_band=band, calendar=decision.outcome["calendar"],
            duration_seconds=int(duration.total_seconds()), started_at=at, due_at=due_at,
            warn_at=deadline(at, duration * 0.8, calendar),
            state="breached" if broken else "met" if answered else "pending",
            met_at=answered_at if answered and not broken else None, answered_at=answered_at if answered else None,
            answered_by_id=agent_id if answered else None, policy_version_id=decision.version_id,
            policy_version=decision.version, policy_row=decision.row, trial_id=decision.trial_id, arm=decision.arm,
            arithmetic=[
                {"kind": s.kind, "start": s.start.isoformat(), "end": s.end.isoformat(), "counted_seconds": int(s.counted.total_seconds())}
                for s in arithmetic(at, duration, calendar)
            ],
        )  # fmt: skip
        status = "resolved" if resolved_at else "waiting_customer" if answered else "new"
        if resolved_at:
            reopened_to = self._judged(
                resolved_at,
                status,
                case_id,
                guest,
                unit_id,
                broken,
                award,
                decision.arm,
                reply_thread=root,
                agent=agent_by,
            )
            status, resolved_at = reopened_to
        tables["cases.Case"].add(
            id=case_id, number=number, customer_id=guest.id, unit_id=unit_id, channel_id=channel_id,
            subject=title if kind == "email" else text[:60], status=status, severity=severity, urgency=urgency, priority=priority,
            assignee_id=agent_id if answered else None, language=language, thread=thread, opened_at=at, last_message_at=last_at,
            last_message_id=last_id, snippet=snippet, waiting_since=None if answered else at,
            next_due_at=due_at if not answered else None, resolved_at=resolved_at,
        )  # fmt: skip
        if answered and rng.random() < (self.truths.returns_broken if broken else self.truths.returns_kept):
            again_at = answered_at + timedelta(days=rng.uniform(1, 29))
            if again_at < now:
                self.orders.place(guest, again_at)

    def _promised(self, at: datetime, kind: str, priority: int, band: str, customer_id: UUID) -> Decision:
        table = self.setting.policies["first_reply"]
        tried = self.setting.trial_from is not None and at >= self.setting.trial_from
        return table.decide({"channel": kind, "priority": priority, "value_band": band}, customer_id if tried else None)

    def _pace(self, at: datetime, unit: str) -> float:
        """How long the reply takes, as a share of the promised working time."""
        pace = math.exp(self.rng.gauss(math.log(PACE), SPREAD))
        if unit == self.truths.slow_unit and at.astimezone(SHANGHAI).hour >= self.truths.slow_from_hour:
            pace *= self.truths.slow_factor
        return pace

    def _made_good(
        self, breach: tuple[UUID, UUID], breach_id: UUID, case_id: UUID, guest: Guest, unit_id: UUID, priority: int, band: str,
        agent_key: str, at: datetime,
    ) -> tuple[UUID, UUID] | None:  # fmt: skip
        """The award by policy; beyond the agent's authority a lead decides some hours later. Returns its entry."""
        rng, tables, line = self.rng, self.history.tables, self.history.line
        facts = {"promise": "first_reply", "priority": priority, "value_band": band}
        decision = self.setting.policies["compensation"].decide(facts)
        amount, reason = int(decision.outcome.get("amount_minor") or 0), ""
        if guest.language == "en" and self.truths.unfair_share < 1 and amount:
            amount, reason = round(amount * self.truths.unfair_share / 100) * 100, "Set by hand"
        limit = self.setting.policies["authority"].decide({"role": "agent"}).outcome["limit_minor"]
        beyond = amount > limit
        decided_at = at + timedelta(hours=rng.uniform(0.5, 6)) if beyond else at
        granted = decided_at < self.now
        about: dict[str, Any] = {"customer_id": guest.id, "unit_id": unit_id}
        award_id, agent_id = id_at(at, rng), self.setting.people[agent_key][0]
        currency = decision.outcome["currency"]
        lead_id, lead_name = self.setting.people["li"]
        cause = breach
        if beyond:
            approval_id = id_at(at, rng)
            tables["compensation.Approval"].add(
                id=approval_id, award_id=award_id, why="limit", needed_minor=amount, limit_minor=limit, role="lead", asked_at=at,
                decided_by_id=lead_id if granted else None, decided_at=decided_at if granted else None,
                granted=True if granted else None,
            )  # fmt: skip
            cause = line.tell(ApprovalAsked(approval_id, award_id, case_id), at, because=breach, **about)
            if granted:
                by = ("person", lead_id, lead_name)
                cause = line.tell(
                    ApprovalDecided(approval_id, award_id, True, case_id), decided_at, because=cause, by=by, **about
                )
        entry = None
        if granted:
            entry = line.tell(
                CompensationAwarded(award_id, case_id, amount, currency), decided_at, because=cause, **about
            )
            if amount:
                self.history.payments.append(Payment(award_id, guest.id, amount, currency, decided_at, entry[0]))
        tables["compensation.Award"].add(
            id=award_id, customer_id=guest.id, case_id=case_id, unit_id=unit_id, breach_id=breach_id, promise_name="first_reply",
            kind=decision.outcome["kind"], amount_minor=amount, currency=currency, state="granted" if granted else "waiting",
            reason=reason, policy_version_id=decision.version_id, policy_version=decision.version,
            policy_row=None if reason else decision.row, priority=priority, value_band=band, given_by_id=agent_id, role="agent",
            because_id=breach[0], made_at=at, granted_at=decided_at if granted else None,
        )  # fmt: skip
        return entry

    def _judged(
        self, resolved_at: datetime, status: str, case_id: UUID, guest: Guest, unit_id: UUID, broken: bool,
        award: tuple[UUID, UUID] | None, arm: str | None, *, reply_thread: tuple[UUID, UUID], agent: tuple[str, UUID | None, str],
    ) -> tuple[str, datetime | None]:  # fmt: skip
        """The case is resolved, the customer asked and perhaps answering. Returns the case's status and resolved_at now."""
        rng, tables, line, now = self.rng, self.history.tables, self.history.line, self.now
        about: dict[str, Any] = {"customer_id": guest.id, "unit_id": unit_id}
        closure_id = id_at(resolved_at, rng)
        tables["cases.Closure"].add(
            id=closure_id,
            case_id=case_id,
            reason="solved",
            status_before="waiting_customer",
            by_id=agent[1],
            at=resolved_at,
        )
        closed = line.tell(CaseResolved(closure_id, case_id), resolved_at, because=reply_thread, by=agent, **about)
        invited_at = resolved_at + timedelta(minutes=1)
        if rng.random() > INVITED or invited_at >= now:
            return status, resolved_at
        invitation_id = id_at(invited_at, rng)
        answered_at = invited_at + timedelta(hours=math.exp(rng.gauss(1.2, 1.0)))
        answering = rng.random() < ANSWERING and answered_at < now
        invited = line.tell(
            SurveyInvited(invitation_id, "after_case", closure_id, case_id), invited_at, because=closed, **about
        )
        tables["surveys.Invitation"].add(
            id=invitation_id, customer_id=guest.id, unit_id=unit_id, form_key="after_case",
            version_id=self.setting.form_version, about_id=closure_id, case_id=case_id,
            language="en" if guest.language == "en" else "zh-hans", because_id=closed[0], invited_at=invited_at,
            expires_at=invited_at + timedelta(days=30), delivered_at=invited_at,
            opened_at=answered_at if answering else None, answered_at=answered_at if answering else None,
            finished_at=answered_at if answering else None,
        )  # fmt: skip
        if not answering:
            return status, resolved_at
        satisfied = self.truths.satisfied_broken if broken else self.truths.satisfied_kept
        if arm and arm == self.setting.quicker_arm:
            satisfied = min(0.98, satisfied + self.truths.quicker_lift)
        happy = rng.random() < satisfied
        score = rng.choices((4, 5), (35, 65))[0] if happy else rng.choices((1, 2, 3), (20, 30, 50))[0]
        recommends = min(10, max(0, round(rng.gauss(9.1 if happy else 5.2, 1.3))))
        answer_id = id_at(answered_at, rng)
        language = "en" if guest.language == "en" else "zh"
        remark = rng.choice(REMARKS[language, happy])
        by = ("customer", guest.id, guest.name)
        told = None
        for question, kind, option, value in (
            ("satisfaction", "csat", f"s{score}", score),
            ("recommendation", "nps", f"n{recommends}", recommends),
        ):
            one_id = answer_id if kind == "csat" else id_at(answered_at, rng)
            tables["surveys.Answer"].add(
                id=one_id, invitation_id=invitation_id, question=question, kind=kind, option=option, score=value,
                language=language, first_at=answered_at, at=answered_at,
            )  # fmt: skip
            answer = SurveyAnswered(one_id, invitation_id, "after_case", question, kind, value, closure_id, case_id)
            entry = line.tell(answer, answered_at, because=invited, by=by, **about)
            told = told or entry
        if remark:
            tables["surveys.Answer"].add(
                id=id_at(answered_at, rng), invitation_id=invitation_id, question="words", kind="text", text=remark,
                language=language, first_at=answered_at, at=answered_at,
            )  # fmt: skip
        if score > 2 or told is None:
            return status, resolved_at
        return self._called_back(told, answered_at, case_id, guest, unit_id, invitation_id, answer_id, score, agent)

    def _called_back(
        self, told: tuple[UUID, UUID], at: datetime, case_id: UUID, guest: Guest, unit_id: UUID, invitation_id: UUID,
        answer_id: UUID, score: int, agent: tuple[str, UUID | None, str],
    ) -> tuple[str, datetime | None]:  # fmt: skip
        """A bad answer reopened the case and asked for a call back; done within two days. Returns status, resolved_at."""
        rng, tables, line = self.rng, self.history.tables, self.history.line
        about: dict[str, Any] = {"customer_id": guest.id, "unit_id": unit_id}
        reopening_id, call_back_id = id_at(at, rng), id_at(at, rng)
        tables["cases.Reopening"].add(id=reopening_id, case_id=case_id, reason="bad answer", at=at)
        reopened = line.tell(CaseReopened(reopening_id, case_id, "person"), at, because=told, **about)
        asked = line.tell(CallBackAsked(call_back_id, case_id), at, because=reopened, **about)
        made_at = at + timedelta(hours=rng.uniform(2, 44))
        made = made_at < self.now
        tables["followup.CallBack"].add(
            id=call_back_id, customer_id=guest.id, case_id=case_id, unit_id=unit_id, invitation_id=invitation_id,
            answer_id=answer_id, kind="csat", score=score, asked_at=at, due_at=at + timedelta(days=1),
            made_at=made_at if made else None, made_by_id=agent[1] if made else None,
            note=("已致电客户，道歉并说明处理结果。" if made else ""), because_id=told[0],
        )  # fmt: skip
        if not made:
            return "open", None
        line.tell(CallBackMade(call_back_id, case_id), made_at, because=asked, by=agent, **about)
        closure_id = id_at(made_at, rng)
        tables["cases.Closure"].add(
            id=closure_id, case_id=case_id, reason="solved", status_before="open", by_id=agent[1], at=made_at
        )
        line.tell(CaseResolved(closure_id, case_id), made_at, because=asked, by=agent, **about)
        return "resolved", made_at
