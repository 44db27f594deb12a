"""The complaints of the simulated company: some in each state, a kettle whose lid came off until that was prevented, and
deliveries that are complained of again and again just now.

They are rows about cases that the history has told already. What a test says of the kettle, the product says itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps

from zhiyin.demo.cast import actor_named, people_by_key
from zhiyin.demo.texts import content, subjects
from zhiyin.demo.writing import Line, Table, id_at
from zhiyin.recover.complaints import policy, repeats
from zhiyin.recover.complaints.actions import prove_prevention
from zhiyin.recover.complaints.events import (
    ComplaintClosed,
    ComplaintMoved,
    ComplaintOpened,
    CorrectionMade,
    ProblemOpened,
)

#: the line from receipt to closing: which step, how many hours after the one before
WAY = (
    (policy.ACKNOWLEDGE, 1.5),
    (policy.CONFIRM, 3),
    (policy.ASSESS, 2),
    (policy.INVESTIGATE, 18),
    (policy.FIND_CAUSE, 5),
    (policy.PROPOSE, 2),
    (policy.ACCEPT, 20),
    (policy.CLOSE, 3),
)
TABLES = ("Complaint", "Step", "Evidence", "Cause", "Solution", "StatutoryClock", "Problem", "Correction")
KETTLE_CORRECTED_DAYS = 46


@dataclass(frozen=True, slots=True)
class Planned:
    """A complaint to be: of a case of which topic, how many days ago, how far it has come, and why it happened."""

    topic: str
    kind: str
    days: float
    until: str = policy.CLOSE
    cause: str = "service"
    product: str = ""
    answer: str = policy.ACCEPT


@dataclass(slots=True)
class Book:
    """The rows to be."""

    now: datetime
    rng: Random
    line: Line
    tables: dict[str, Table] = field(
        default_factory=lambda: {
            name: Table(f"complaints.{name}", omit=("number",) if name in ("Complaint", "Problem") else ())
            for name in TABLES
        }
    )
    #: of each matter and cause: when received, the complaint, the entry of its found cause
    alike: dict[tuple[str, str], list[tuple[datetime, UUID, tuple[UUID, UUID]]]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        self.tables[table].add(**values)


def complain(now: datetime, rng: Random) -> None:
    """Write the complaints of the last 90 days, in the caller's transaction."""
    book = Book(now, rng, Line(Random(f"{rng.random()} line")))
    cases = _cases(now, rng)
    problems = {
        ("电热水壶 x1", "product"): id_at(now - timedelta(days=70), rng),
        ("delivery", "service"): id_at(now, rng),
    }
    for planned in _planned(rng):
        case = next(cases(planned), None)
        if case is not None:
            _tell(book, planned, case, problems)
    _repeats(book, problems)
    for table in ("Problem", "Correction", "Complaint", "Step", "Evidence", "Cause", "Solution", "StatutoryClock"):
        book.tables[table].copy()
    book.line.table.copy()
    kettle = problems["电热水壶 x1", "product"]
    if apps.get_model("complaints.Correction").objects.filter(problem=kettle).exists():
        prove_prevention(kettle, by=actor_named("li"), at=now)


def _planned(rng: Random) -> Iterator[Planned]:
    for number in range(12):
        answer = (policy.ACCEPT, policy.ACCEPT, policy.ACCEPT, policy.NO_REPLY, policy.REFUSE)[number % 5]
        yield Planned("quality", "product", 84 - 3 * number, cause="product", product="电热水壶 X1", answer=answer)
    yield Planned("quality", "product", 30, cause="product", product="电热水壶 X1")
    for number in range(5):
        yield Planned("delivery", "delivery", 24 - 3.5 * number, cause="service")
    for topic, kind, cause in (
        ("billing", "billing", "communication"),
        ("cleanliness", "service", "service"),
        ("noise", "service", "other"),
        ("refund", "billing", "communication"),
        ("cleanliness", "service", "communication"),
        ("breakfast", "service", "product"),
    ):
        yield Planned(topic, kind, rng.uniform(20, 88), cause=cause)
    yield Planned("noise", "service", 9, policy.WITHDRAW)
    yield Planned("cleanliness", "service", 0.2, policy.OPEN)
    yield Planned("refund", "billing", 0.5, policy.ACKNOWLEDGE)
    yield Planned("noise", "service", 1, policy.ASSESS)
    yield Planned("billing", "billing", 3, policy.INVESTIGATE)
    yield Planned("delivery", "delivery", 4, policy.FIND_CAUSE)
    yield Planned("cleanliness", "service", 4, policy.PROPOSE)
    yield Planned("wifi", "service", 5, policy.ACCEPT, cause="other")


def _cases(now: datetime, rng: Random) -> Any:
    """A case of a topic, about so old, that somebody has: still open for a complaint that is open. None twice."""
    taken: set[UUID] = set()
    model = apps.get_model("cases.Case")

    def of(planned: Planned) -> Iterator[Any]:
        titles = [title for one in subjects()[planned.topic]["titles"].values() for title in one]
        at = now - timedelta(days=planned.days)
        ended = planned.until in (policy.CLOSE, policy.WITHDRAW)
        near = timedelta(days=2 if ended else 6)
        found = model.objects.filter(
            subject__in=titles,
            opened_at__range=(at - near, min(at + near / 2, now)),
            resolved_at__isnull=not ended,
            assignee__isnull=planned.until == policy.OPEN,
        ).order_by("opened_at")[:40]
        if not found:  # where nobody waits so long, one that was resolved is complained of
            found = model.objects.filter(
                subject__in=titles, opened_at__range=(at - near, at), assignee__isnull=False
            ).order_by("-opened_at")[:40]
        for case in found:
            if case.id not in taken and case.last_message_id is not None:
                taken.add(case.id)
                yield case

    return of


def _tell(book: Book, planned: Planned, case: Any, problems: dict[tuple[str, str], UUID]) -> None:
    rng, now = book.rng, book.now
    people = {id: (key, name) for key, (id, name) in people_by_key().items()}
    words = content("complaints")["zh" if case.language.startswith("zh") else "en"]
    owner = case.assignee_id or next(id for id, (key, _name) in people.items() if key == "li")
    agent = ("person", owner, people[owner][1]) if owner in people else ("system", None, "")
    customer = ("customer", case.customer_id, case.customer.name)
    at = min(case.opened_at + timedelta(minutes=40), now - timedelta(minutes=10))
    if planned.until not in (policy.CLOSE, policy.WITHDRAW):
        at = max(at, now - timedelta(days=planned.days))
    begun = (
        apps.get_model("timeline.Entry")
        .objects.filter(subject_id=case.id, event="CaseOpened")
        .values_list("id", "root_id")
        .first()
    )
    about = {"customer_id": case.customer_id, "unit_id": case.unit_id}
    complaint_id, opened_at = id_at(at, rng), at
    because = (begun[0], begun[1] or begun[0]) if begun else None
    cause = book.line.tell(ComplaintOpened(complaint_id, case.id, planned.kind), at, because=because, by=agent, **about)
    state = policy.RECEIVED
    book.add(
        "Step", id=id_at(at, rng), complaint_id=complaint_id, name=policy.OPEN, state_after=state,
        by_kind=agent[0], by_id=agent[1], by_name=agent[2], at=at,
    )  # fmt: skip
    moments: dict[str, datetime] = {}
    way = [(policy.WITHDRAW, 8.0)] if planned.until == policy.WITHDRAW else list(WAY)
    for step, hours in way if planned.until != policy.OPEN else ():
        taken = planned.answer if step == policy.ACCEPT else step
        after = at + timedelta(hours=168 if taken == policy.NO_REPLY else hours * rng.uniform(0.5, 1.4))
        if after >= now:
            if planned.until == policy.CLOSE:
                break
            after = at + (now - at) * 0.4  # what is still open has come as far as was planned
        before, state, at = state, policy.next_state(taken, state) or state, after
        by = customer if taken in (policy.CONFIRM, *policy.ANSWERS) else agent
        by = ("system", None, "complaints") if taken == policy.NO_REPLY else by
        step_id = id_at(at, rng)
        moments[step] = at
        book.add(
            "Step", id=step_id, complaint_id=complaint_id, name=taken, state_before=before, state_after=state,
            words=_said(planned, taken, words), by_kind=by[0], by_id=by[1], by_name=by[2], at=at,
        )  # fmt: skip
        moved = ComplaintMoved(step_id, complaint_id, case.id, taken, state)
        cause = book.line.tell(moved, at, because=cause, by=by, **about)
        if step == policy.INVESTIGATE:
            reference = f"{words['evidence']} {rng.randint(1000, 9999)}"
            book.add(
                "Evidence", id=id_at(at, rng), complaint_id=complaint_id, step_id=step_id, words=reference,
                by_name=agent[2], at=at,
            )  # fmt: skip
        if step == policy.FIND_CAUSE:
            _explain(book, planned, complaint_id, opened_at, words["whys"], agent[2], at, cause)
        if step == planned.until:
            break
    _propose(book, planned, complaint_id, words["steps"][policy.PROPOSE], moments)
    closed = state in (policy.CLOSED, policy.WITHDRAWN)
    if state == policy.CLOSED:
        outcome = {policy.NO_REPLY: "no_reply", policy.REFUSE: "refused"}.get(planned.answer, "accepted")
        book.line.tell(ComplaintClosed(complaint_id, case.id, outcome), at, because=cause, by=agent, **about)
    if planned.until == policy.INVESTIGATE:
        _hand_over(book, complaint_id, words["authority"], at)
    matter = repeats.matter_of(planned.kind, planned.product)
    book.add(
        "Complaint", id=complaint_id, case_id=case.id, customer_id=case.customer_id, unit_id=case.unit_id,
        owner_id=owner, kind=planned.kind, product=planned.product, matter=matter,
        happened_on=(opened_at - timedelta(days=1)).date() if planned.kind == "delivery" else None,
        story=_story(case), wish="" if planned.until == policy.OPEN else words["wishes"][planned.kind], state=state,
        priority=case.priority, confirmed_at=moments.get(policy.CONFIRM), opened_at=opened_at,
        answer_due_at=opened_at + timedelta(hours=24), first_answer_at=moments.get(policy.ASSESS),
        closed_at=at if closed else None,
        problem_id=problems.get((matter, planned.cause)) if policy.FIND_CAUSE in moments else None,
        because_id=begun[0] if begun else None,
    )  # fmt: skip


def _said(planned: Planned, step: str, words: dict[str, Any]) -> str:
    if step == policy.FIND_CAUSE:
        return "\n".join(f"{number}. {why}" for number, why in enumerate(words["whys"][planned.cause], 1))
    return str(words["steps"].get(step, ""))


def _story(case: Any) -> str:
    """What the customer wrote first. In two questions: of tables just filled the planner knows too little to join them."""
    ids = list(case.messages.values_list("message_id", flat=True))
    message = (
        apps.get_model("channels.Message")
        .objects.filter(id__in=ids, direction="in")
        .order_by("at")
        .values_list("text", flat=True)
        .first()
    )
    return message or case.subject


def _explain(
    book: Book,
    planned: Planned,
    complaint_id: UUID,
    opened_at: datetime,
    whys: dict[str, list[str]],
    by_name: str,
    at: datetime,
    entry: tuple[UUID, UUID],
) -> None:
    """The cause, and its place among its like."""
    book.add(
        "Cause", id=id_at(at, book.rng), complaint_id=complaint_id, kind=planned.cause, whys=whys[planned.cause],
        by_name=by_name, at=at,
    )  # fmt: skip
    key = (repeats.matter_of(planned.kind, planned.product), planned.cause)
    book.alike.setdefault(key, []).append((opened_at, complaint_id, entry))


def _propose(book: Book, planned: Planned, complaint_id: UUID, words: str, moments: dict[str, datetime]) -> None:
    proposed_at, answered_at = moments.get(policy.PROPOSE), moments.get(policy.ACCEPT)
    if proposed_at is None:
        return
    state = {policy.NO_REPLY: "no_reply", policy.REFUSE: "refused"}.get(planned.answer, "accepted")
    week, silent = timedelta(days=7), planned.answer == policy.NO_REPLY
    book.add(
        "Solution",
        id=id_at(proposed_at, book.rng),
        complaint_id=complaint_id,
        words=words,
        state=state if answered_at else "proposed",
        proposed_at=proposed_at,
        silent_seconds=int(week.total_seconds()),
        reminders=2 if silent and answered_at else 0,
        next_at=None if answered_at else policy.silence(max(proposed_at, book.now - timedelta(hours=20)), 0, week),
        answered_at=answered_at,
    )


def _hand_over(book: Book, complaint_id: UUID, authority: str, at: datetime) -> None:
    """An authority has handed it to us: the times of the law run."""
    for name, days in (("accept", 9), ("conclude", 60)):
        book.add(
            "StatutoryClock", id=id_at(at, book.rng), complaint_id=complaint_id, name=name, authority=authority,
            started_at=at, due_at=at + timedelta(days=days),
        )  # fmt: skip


def _repeats(book: Book, problems: dict[tuple[str, str], UUID]) -> None:
    """The problems that the third alike opened; what was changed about the kettle."""
    lead_id, lead_name = people_by_key()["li"]
    for key, problem_id in problems.items():
        alike = sorted(book.alike.get(key, ()))
        if len(alike) < repeats.LEAST_ALIKE:
            continue
        _received_at, _complaint_id, entry = alike[2]
        at = _received_at + timedelta(hours=30)
        corrected = key[1] == "product"
        opened = book.line.tell(
            ProblemOpened(problem_id, *key, "repeats"), at, because=entry, customer_id=None, unit_id=None
        )
        book.add(
            "Problem", id=problem_id, matter=key[0], cause=key[1], owner_id=lead_id if corrected else None,
            found="repeats", counts={"count": 3, "days": 30}, state="acting" if corrected else "open", opened_at=at,
            because_id=opened[0],
        )  # fmt: skip
        if corrected:
            since = book.now - timedelta(days=KETTLE_CORRECTED_DAYS)
            correction_id = id_at(since, book.rng)
            book.add(
                "Correction", id=correction_id, problem_id=problem_id, words=content("complaints")["correction"],
                in_effect_at=since, by_id=lead_id, by_name=lead_name, at=since,
            )  # fmt: skip
            made = CorrectionMade(correction_id, problem_id, since)
            by = ("person", lead_id, lead_name)
            book.line.tell(made, since, because=opened, by=by, customer_id=None, unit_id=None)
