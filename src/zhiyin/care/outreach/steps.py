"""What outreach offers to playbooks: to ask somebody to call the customer; that it was done."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.care.outreach.actions import ask
from zhiyin.care.outreach.events import OutreachMade
from zhiyin.kernel.playbooks.register import Outcome, Parameter, Situation, ship, step, trigger


def ask_outreach(now: Situation) -> Outcome:
    """A task for people, with the reason; none while another about the same customer is open."""
    if now.customer_id is None:
        raise ValidationError(_("Nobody knows whom this is about: there is no customer to reach out to."))
    span = now.span("within")
    assert span is not None
    outreach = ask(
        now.customer_id,
        dict(now.given["reason"]),
        due_at=now.at + span,
        case_id=now.about.get("case"),
        by=now.by,
        because=now.because,
        at=now.at,
    )
    if outreach is None:
        return Outcome(gettext_noop("Somebody is asked to reach out to this customer already."), skipped=True)
    return Outcome(gettext_noop("Somebody is asked to reach out."), rows=(("outreach.Outreach", outreach.id),))


def would_ask(now: Situation) -> Outcome:
    return Outcome(gettext_noop("Would ask somebody to reach out."), contacted=True)


trigger(
    "outreach_made",
    OutreachMade,
    gettext_lazy("We reached out to the customer"),
    gives=("customer",),
    about=lambda event: {"case": event.case_id},
)
step(
    "ask_outreach",
    group="do",
    label=gettext_lazy("Ask somebody to reach out"),
    about=gettext_lazy("Stands on the page of outreach, with the reason."),
    parameters=(
        Parameter("reason", gettext_lazy("Why"), "words"),
        Parameter("within", gettext_lazy("Within"), "duration"),
    ),
    run=ask_outreach,
    would=would_ask,
)
ship(Path(__file__).parent / "playbooks")
