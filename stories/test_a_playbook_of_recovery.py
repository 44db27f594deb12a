"""A promise is broken: the playbook of recovery runs beside the house's own reactions. Seven records, and money once."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from stories.test_a_broken_promise_makes_itself_good import Clock, do_what_waits, wang_mails, works
from zhiyin.kernel.jobs.clock import tick
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.playbooks.actions import complete_step, skip_step, switch
from zhiyin.kernel.playbooks.models import Run, Step
from zhiyin.kernel.playbooks.reads import steps_to_do
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.actions import make_channel, process, store_mail
from zhiyin.recover.compensation.models import Apology, Award
from zhiyin.resolve.cases.actions import resolve
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply

pytestmark = [pytest.mark.story, pytest.mark.django_db]

HOUSE = system("story")
SEVEN = ["acknowledge", "apologise", "explain", "fix", "compensate", "follow_up", "prevent"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def hotel(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def mailbox(hotel: Unit, clock: Clock) -> Any:
    return make_channel("email", "邮箱", hotel.id, "care@shop.example", replies_armed=True, by=HOUSE)


@pytest.fixture
def lead(hotel: Unit) -> Actor:
    return works(hotel, "陈静", "lead")


@pytest.fixture
def agent(hotel: Unit) -> Actor:
    return works(hotel, "李娜", "agent")


def broken(mailbox: Any, clock: Clock) -> Case:
    """Ms Wang writes on a Friday evening; on Monday at noon nobody has answered."""
    wang_mails(mailbox, clock.now)
    do_what_waits()
    clock.set("2025-09-29 14:00")
    tick(clock.now)
    do_what_waits()
    return Case.objects.get()


def records(run: Run) -> list[tuple[str, str]]:
    run.refresh_from_db()
    return list(run.steps.order_by("position").values_list("key", "state"))


def test_a_recovery_has_all_seven_records_and_pays_once(mailbox: Any, clock: Clock, agent: Actor, lead: Actor) -> None:
    switch("recovery", "live", "from today on", by=lead, because=None)
    case = broken(mailbox, clock)
    run = Run.objects.get()
    # the house has apologised and paid by itself: the run notes it, and stands where a person is needed
    assert records(run) == [("acknowledge", "done"), ("apologise", "done"), ("explain", "waiting")]
    apology, award = Apology.objects.get(), Award.objects.get()
    assert run.steps.get(key="acknowledge").rows == [["channels.Message", str(apology.message_id)]]
    assert run.steps.get(key="apologise").rows == [["compensation.Apology", str(apology.id)]]
    letters = len(mail.outbox)

    reply(case.id, "王女士您好，零件缺货，明天上午换好。", by=agent, because=None)
    do_what_waits()
    assert records(run)[2:] == [("explain", "done"), ("fix", "waiting")]
    clock.set("2025-09-30 11:00")
    resolve(case.id, by=agent, because=None)
    do_what_waits()
    assert records(run)[3:] == [("fix", "done"), ("compensate", "done"), ("follow_up", "done"), ("prevent", "waiting")]
    compensated = run.steps.get(key="compensate")
    assert (compensated.rows, compensated.spent_minor) == ([["compensation.Award", str(award.id)]], 0)

    assert [one.run_id for one in steps_to_do(lead)] == [run.id]
    with pytest.raises(ValidationError):
        complete_step(run.id, 6, "", by=lead, because=None)
    complete_step(run.id, 6, "周末的门店值班表里漏了维修，已补上。", by=lead, because=None)
    do_what_waits()
    assert records(run) == [(key, "done") for key in SEVEN]
    assert run.state == "done"

    assert Award.objects.count() == 1
    assert balance("owed-to-customers", award.currency, award.customer_id) == -award.amount_minor
    assert verify().ok
    assert len(mail.outbox) > letters  # the answer and the survey, no second apology
    assert Apology.objects.count() == 1
    assert run.because is not None
    assert [one.event for one in why(run.because)][-1] == "MessageReceived"


def test_a_drill_of_it_sends_and_pays_nothing_of_its_own(mailbox: Any, clock: Clock, lead: Actor) -> None:
    broken(mailbox, clock)
    without = (len(mail.outbox), Award.objects.count(), Apology.objects.count())
    switch("recovery", "drill", "", by=lead, because=None)
    clock.set("2025-10-10 17:30")
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "李先生 <li@example.com>", mailbox.address, "空调"
    letter["Message-ID"], letter["Date"] = "<again@example.com>", clock.now
    letter.set_content("空调不制冷。")
    process(store_mail(mailbox.id, letter.as_bytes(), at=clock.now).id)
    do_what_waits()
    clock.set("2025-10-14 14:00")
    tick(clock.now)
    do_what_waits()
    run = Run.objects.get()
    assert records(run) == [(key, "would") for key in SEVEN]
    assert (run.mode, run.state) == ("drill", "done")
    more = (len(mail.outbox) - without[0], Award.objects.count() - without[1], Apology.objects.count() - without[2])
    assert more[1:] == (1, 1)  # what the house does by itself, and no more
    assert Step.objects.filter(run=run, said__startswith="Made good already").exists()


def test_skipping_a_step_of_it_needs_a_reason_that_stays(mailbox: Any, clock: Clock, agent: Actor, lead: Actor) -> None:
    switch("recovery", "live", "from today on", by=lead, because=None)
    broken(mailbox, clock)
    run = Run.objects.get()
    with pytest.raises(ValidationError):
        skip_step(run.id, 2, " ", by=agent, because=None)
    skip_step(run.id, 2, "客户已经在电话里听过解释", by=agent, because=None)
    do_what_waits()
    skipped = run.steps.get(key="explain")
    assert (skipped.state, skipped.reason, skipped.by_name) == ("skipped", "客户已经在电话里听过解释", "李娜")
    assert records(run)[-1] == ("fix", "waiting")
