"""What cases are to playbooks: a noun, what begins one, facts; to open one, and to write in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.register import About, Found, Outcome, Parameter, Situation, facts, noun, step, trigger
from zhiyin.kernel.policies.register import Fact
from zhiyin.listen.channels.actions import send
from zhiyin.listen.channels.reads import last_channel_of
from zhiyin.resolve.cases.actions import join_outgoing, open_case
from zhiyin.resolve.cases.events import CaseOpened, CaseReopened, CaseResolved
from zhiyin.resolve.cases.models import Case, CaseMessage
from zhiyin.resolve.cases.reads import cases_seen_by, last_question_of


def case_by_number(actor: Actor, text: str) -> Found | None:
    """The case with the number that a person typed."""
    number = text.lstrip("#")
    if not number.isdecimal() or len(number) > 18:
        return None
    found = cases_seen_by(actor).filter(number=int(number)).first()
    return None if found is None else Found(found.id, found.customer_id, found.unit_id)


def how_cases_stand(abouts: Sequence[About]) -> list[dict[str, Any]]:
    """Priority and whether each is open."""
    rows = Case.objects.in_bulk([one["case"] for one in abouts])
    found = (rows.get(one["case"]) for one in abouts)
    return [
        {} if row is None else {"case_is_open": row.is_open, "has_owner": row.assignee_id is not None} for row in found
    ]


def how_urgent(abouts: Sequence[About]) -> list[dict[str, Any]]:
    """The priority of each, as it was judged last."""
    rows = dict(Case.objects.filter(id__in=[one["case"] for one in abouts]).values_list("id", "priority"))
    return [{"priority": rows.get(one["case"])} for one in abouts]


def write_in_case(now: Situation) -> Outcome:
    """Write to the customer in the case, by its channel; with `unless_told` only if they have heard nothing since."""
    case = Case.objects.select_related("customer").get(id=now.about["case"])
    if now.given.get("unless_told") and (told := _told_since(now)) is not None:
        return Outcome(gettext_noop("The customer has heard from us already."), rows=(("channels.Message", told),))
    language = case.language or case.customer.language
    question = last_question_of(case.id)
    message = send(
        customer_id=case.customer_id,
        channel_id=case.channel_id,
        subject="" if question is not None else case.subject,
        text=now.words("text", language).replace("{name}", case.customer.name),
        answers_id=question.id if question is not None else None,
        thread=case.thread,
        automatic=True,
        case_id=case.id,
        by=now.by,
        because=now.because,
        at=now.at,
    )
    join_outgoing([(case.id, message.id, now.at)], by=now.by, because=now.because)
    return Outcome(
        gettext_noop("The customer was written to."), rows=(("channels.Message", message.id),), contacted=True
    )


def _told_since(now: Situation) -> Any | None:
    rows = CaseMessage.objects.filter(case_id=now.about["case"], at__gte=now.begun_at, message__direction="out")
    return rows.order_by("at", "id").values_list("message_id", flat=True).first()


def would_write(now: Situation) -> Outcome:
    """What would be written, unless the customer has heard from us."""
    if now.given.get("unless_told") and not now.simulated and (told := _told_since(now)) is not None:
        return Outcome(gettext_noop("The customer has heard from us already."), rows=(("channels.Message", told),))
    text = {"zh": now.words("text", "zh"), "en": now.words("text", "en")}
    return Outcome(gettext_noop("Would write to the customer: %(text)s"), {"text": text}, contacted=True)


def open_a_case(now: Situation) -> Outcome:
    """Open a case for the customer, in the channel that they wrote through last."""
    if now.customer_id is None:
        raise ValidationError(_("Nobody knows whom this is about: a case needs a customer."))
    channel = last_channel_of(now.customer_id)
    if channel is None:
        raise ValidationError(_("This customer has not written yet: there is no channel for a case."))
    language = Customer.objects.get(id=now.customer_id).language
    case = open_case(
        customer_id=now.customer_id,
        unit_id=now.unit_id or channel.unit_id,
        channel_id=channel.id,
        subject=now.words("subject", language),
        text=now.words("text", language),
        language=language,
        by=now.by,
        because=now.because,
        at=now.at,
    )
    return Outcome(gettext_noop("A case was opened."), rows=(("cases.Case", case.id),))


def would_open(now: Situation) -> Outcome:
    subject = {"zh": now.words("subject", "zh"), "en": now.words("subject", "en")}
    return Outcome(gettext_noop("Would open a case: %(subject)s"), {"subject": subject})


noun("case", gettext_lazy("Case"), model="cases.Case", find=case_by_number)
for name, event, label in (
    ("case_opened", CaseOpened, gettext_lazy("A case was opened")),
    ("case_resolved", CaseResolved, gettext_lazy("A case was resolved")),
    ("case_reopened", CaseReopened, gettext_lazy("A case was reopened")),
):
    trigger(name, event, label, gives=("case",), about=lambda told: {"case": told.case_id})
facts(
    (
        Fact("case_is_open", gettext_lazy("The case is open"), kind="boolean"),
        Fact("has_owner", gettext_lazy("Somebody has the case"), kind="boolean"),
    ),
    needs=("case",),
    read=how_cases_stand,
    recorded=False,
)
facts(
    (Fact("priority", gettext_lazy("Priority (1 highest, 5 lowest)"), kind="number"),), needs=("case",), read=how_urgent
)
step(
    "write_in_case",
    group="send",
    label=gettext_lazy("Write to the customer in the case"),
    about=gettext_lazy("By the channel of the case. It keeps no promise of a reply. {name} stands for the name."),
    needs=("case",),
    parameters=(
        Parameter("text", gettext_lazy("Text"), "words"),
        Parameter("unless_told", gettext_lazy("Only if they have not heard from us since"), "boolean", required=False),
    ),
    run=write_in_case,
    would=would_write,
)
step(
    "open_case",
    group="open",
    label=gettext_lazy("Open a case"),
    parameters=(
        Parameter("subject", gettext_lazy("Subject"), "words"),
        Parameter("text", gettext_lazy("What it is about"), "words"),
    ),
    run=open_a_case,
    would=would_open,
)
