"""A complaint ready to be shown: its line of stations, what is missing, and the forms of the steps that may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.complaints import forms, policy
from zhiyin.recover.complaints.actions.closing import closing_letter
from zhiyin.recover.complaints.actions.stepping import facts_of, required_of
from zhiyin.recover.complaints.models import Cause, Complaint, Problem, Step
from zhiyin.recover.complaints.reads import files_of_case
from zhiyin.recover.complaints.wording import Letter

TONES = {policy.CLOSED: "good", policy.WITHDRAWN: "plain", policy.RECEIVED: "soon", policy.DECIDED: "info"}
ICONS = {
    policy.OPEN: "megaphone",
    policy.ACKNOWLEDGE: "chat-bubble-left-ellipsis",
    policy.CONFIRM: "check",
    policy.CORRECT: "pencil-square",
    policy.ASSESS: "flag",
    policy.INVESTIGATE: "magnifying-glass",
    policy.FIND_CAUSE: "light-bulb",
    policy.PROPOSE: "paper-airplane",
    policy.ACCEPT: "hand-thumb-up",
    policy.ADJUST: "arrow-path",
    policy.REFUSE: "hand-thumb-down",
    policy.NO_REPLY: "bell-slash",
    policy.CLOSE: "document-check",
    policy.WITHDRAW: "minus-circle",
    policy.RESUME: "arrow-uturn-left",
}
#: one form answers for the three things that a customer may say
ANSWER = "answer"
FORMS: Mapping[str, Any] = {
    policy.ACKNOWLEDGE: forms.NothingForm,
    policy.CONFIRM: forms.ConfirmForm,
    policy.ASSESS: forms.AssessForm,
    policy.INVESTIGATE: forms.InvestigateForm,
    policy.FIND_CAUSE: forms.CauseForm,
    policy.PROPOSE: forms.ProposeForm,
    ANSWER: forms.AnswerForm,
    policy.CLOSE: forms.CloseForm,
    policy.WITHDRAW: forms.ReasonForm,
    policy.RESUME: forms.ReasonForm,
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A step that may follow: its form, what it does, what is still missing for it."""

    name: str
    title: str
    about: str
    form: django_forms.Form
    missing: list[Any] = field(default_factory=list)
    letter: str = ""


def tone_of(complaint: Complaint) -> str:
    """The tone of a complaint's state."""
    return TONES.get(complaint.state, "plain")


def stations(complaint: Complaint) -> list[dict[str, Any]]:
    """The stations of the line, which are behind, and where the complaint stands."""
    here = policy.LINE.index(complaint.state) if complaint.state in policy.LINE else -1
    return [
        {"label": Complaint.State(state).label, "done": number < here, "here": number == here}
        for number, state in enumerate(policy.LINE)
    ]


def titles() -> dict[str, tuple[str, str]]:
    """What each step is called when it is still to be done, and what it does."""
    return {
        policy.ACKNOWLEDGE: (
            _("Restate it to the customer"),
            _("Sends this letter. It is no answer in substance: that clock runs on."),
        ),
        policy.CONFIRM: (_("Note that the customer confirmed it"), ""),
        policy.ASSESS: (_("Assess it"), _("Severity and urgency make the priority of the case.")),
        policy.INVESTIGATE: (_("Note a finding"), ""),
        policy.FIND_CAUSE: (
            _("Say why it happened"),
            _("Ask why of each answer. Priorities 1 and 2 need three whys at least."),
        ),
        policy.PROPOSE: (_("Propose a solution"), ""),
        ANSWER: (_("Note what the customer answered"), ""),
        policy.CLOSE: (_("Close it"), _("Sends this letter, and resolves the case where that is settled.")),
        policy.WITHDRAW: (_("Withdraw it"), _("The customer withdraws it, or it was none. It leaves every count.")),
        policy.RESUME: (_("Take it up again"), ""),
    }


def offered(complaint: Complaint, actor: Actor) -> tuple[Offered | None, list[Offered]]:
    """The step that is next, and the others that may be taken; nothing for who may not handle complaints."""
    if not actor.may("complaint.handle"):
        return None, []
    facts = facts_of(complaint)
    possible = set(policy.possible(facts)) - {policy.CORRECT, policy.NO_REPLY}
    if possible & set(policy.ANSWERS):
        possible = (possible - set(policy.ANSWERS)) | {ANSWER}
    if policy.CONFIRM in possible and facts.confirmed:
        possible.discard(policy.CONFIRM)
    named, following = titles(), _next(facts)
    made = {
        name: Offered(
            name,
            *named[name],
            _form(name, complaint),
            [policy.MISSING[one] for one in policy.missing(name, facts)] if name in policy.STEPS else [],
            Letter(complaint).restatement() if name == policy.ACKNOWLEDGE and complaint.story else "",
        )
        for name in FORMS
        if name in possible
    }
    return made.pop(following, None), list(made.values())


def _next(facts: policy.Facts) -> str:
    """What most likely comes next."""
    if facts.state == policy.ACKNOWLEDGED:
        return policy.ASSESS if facts.confirmed else policy.CONFIRM
    if facts.state == policy.INVESTIGATING:
        return policy.PROPOSE if facts.cause_class else policy.FIND_CAUSE
    if facts.state == policy.DECIDED:
        return policy.CLOSE if facts.cause_class else policy.FIND_CAUSE
    return {
        policy.RECEIVED: policy.ACKNOWLEDGE,
        policy.ASSESSED: policy.INVESTIGATE,
        policy.ANSWERED: ANSWER,
        policy.CLOSED: policy.RESUME,
        policy.WITHDRAWN: policy.RESUME,
    }[facts.state]


def _form(name: str, complaint: Complaint) -> Any:
    ids: dict[str, Any] = {"auto_id": f"{name}_%s"}
    if name == policy.CLOSE:
        return forms.CloseForm(initial={"letter": closing_letter(complaint)}, **ids)
    if name == policy.INVESTIGATE:
        return forms.InvestigateForm(files=files_of_case(complaint.case_id), **ids)
    if name == policy.ASSESS:
        case = complaint.case
        return forms.AssessForm(initial={"severity": case.severity, "urgency": case.urgency}, **ids)
    if name == policy.FIND_CAUSE:
        known = Cause.objects.filter(complaint=complaint).first()
        whys = {f"why_{number}": why for number, why in enumerate(known.whys[:5], 1)} if known else {}
        return forms.CauseForm(initial={"kind": known.kind, **whys} if known else None, **ids)
    return FORMS[name](**ids)


def intake_form(complaint: Complaint, data: Any = None) -> forms.ComplaintForm:
    """The form of a complaint, filled with what is known."""
    fields = ("kind", "story", "wish", "product", "happened_on", "place")
    return forms.ComplaintForm(
        data,
        initial={name: getattr(complaint, name) for name in fields},
        files=files_of_case(complaint.case_id),
        required=required_of(complaint.kind),
        auto_id="form_%s",
    )


def to_do(complaint: Complaint) -> list[Any]:
    """What is still missing of the form, in words; nothing once the complaint was assessed."""
    if complaint.state not in (policy.RECEIVED, policy.ACKNOWLEDGED):
        return []
    return [policy.MISSING[name] for name in facts_of(complaint).gaps]


def steps_of(complaint: Complaint) -> list[dict[str, Any]]:
    """The steps in order, each with its icon and its evidence. Two statements."""
    rows = complaint.steps.prefetch_related("evidence").order_by("at", "id")
    return [{"step": one, "icon": ICONS[one.name], "label": Step.Name(one.name).label} for one in rows]


def evidence_of(complaint: Complaint) -> list[dict[str, Any]]:
    """The evidence in order, files with their names."""
    names = {one.id: one.name for one in files_of_case(complaint.case_id)}
    return [
        {"evidence": one, "name": names.get(one.attachment_id, _("a file that is gone"))}
        for one in complaint.evidence.order_by("at", "id")
    ]


def matter_in_words(problem: Problem) -> str:
    """What a problem is about: a product as it was typed, or a kind of complaint in the reader's language."""
    labels = {value: str(label) for value, label in Complaint.Kind.choices}
    return labels.get(problem.matter, problem.matter)


def cause_in_words(kind: str) -> str:
    """The class of a cause in the reader's language."""
    return str(Cause.Kind(kind).label) if kind else _("cause not found yet")
