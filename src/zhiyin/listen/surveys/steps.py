"""What surveys offer to playbooks: to ask a form; that one was answered."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from zhiyin.kernel.playbooks.register import Outcome, Parameter, Situation, step, trigger
from zhiyin.listen.surveys.actions.inviting import invite
from zhiyin.listen.surveys.content import parse, shipped
from zhiyin.listen.surveys.events import SurveyAnswered, SurveyInvited


def forms() -> list[tuple[str, Any]]:
    """The forms that can be asked, by their names in the reader's language."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return [(key, parse(content).name[language]) for key, content in shipped().items()]


def ask_form(now: Situation) -> Outcome:
    """Invite the customer, within the caps of surveys."""
    if now.customer_id is None:
        raise ValidationError(_("Nobody knows whom this is about: there is no customer to ask."))
    invitation = invite(
        now.customer_id,
        now.given["form"],
        about_id=now.step_id,
        case_id=now.about.get("case"),
        by=now.by,
        because=now.because,
        at=now.at,
    )
    if invitation is None:
        return Outcome(
            gettext_noop("The customer is not asked now: a cap or their own wish holds it back."), skipped=True
        )
    return Outcome(
        gettext_noop("The customer was asked."), rows=(("surveys.Invitation", invitation.id),), contacted=True
    )


def would_ask(now: Situation) -> Outcome:
    return Outcome(gettext_noop("Would ask the customer, within the caps of surveys."), contacted=True)


trigger(
    "survey_answered",
    SurveyAnswered,
    gettext_lazy("A survey was answered"),
    gives=("customer",),
    about=lambda event: {"case": event.case_id},
)
trigger(
    "survey_invited",
    SurveyInvited,
    gettext_lazy("The customer was asked how it went"),
    gives=("case", "customer"),
    about=lambda event: {"case": event.case_id},
)
step(
    "ask_form",
    group="ask",
    label=gettext_lazy("Ask a form"),
    about=gettext_lazy("By a message with a link, within the caps of surveys and the customer's wishes."),
    parameters=(Parameter("form", gettext_lazy("Form"), "choice", choices=forms),),
    run=ask_form,
    would=would_ask,
)
