"""`answer` and `finish`: one row a question, what it was before is kept."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.surveys.content import Form, Question, language_of, parse
from zhiyin.listen.surveys.events import SurveyAnswered
from zhiyin.listen.surveys.models import Answer, Change, Invitation

LONGEST_TEXT = 5000


class NotAnAnswer(ValidationError):
    """The value does not answer the question; the message says what would."""


@transaction.atomic
def answer(
    invitation: Invitation,
    question: str,
    value: str,
    *,
    language: str = "",
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Answer | None:
    """Keep the answer to one question: an option's id, or a text.

    The same value again changes nothing; another one keeps what was there as a `Change`. None when an empty text answers
    nothing. `because` defaults to the entry of the invitation. Raises `NotAnAnswer`.
    """
    at = at or timezone.now()
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("version").get(id=invitation.id)
    form = parse(invitation.version.content)
    asked = form.question(question)
    if asked is None:
        raise NotAnAnswer(_("This form has no such question."))
    if invitation.expired(at):
        raise NotAnAnswer(_("This link has expired."))
    option, score, text = _read(asked, value)
    known = Answer.objects.filter(invitation=invitation, question=question).first()
    if known is None and not option and not text:
        return None
    if known is not None and (known.option, known.text) == (option, text):
        return known
    changed = known is not None
    if known is None:
        known = Answer(invitation=invitation, question=question, kind=asked.kind, first_at=at)
    else:
        Change.objects.create(
            answer=known, option=known.option, score=known.score, text=known.text, from_at=known.at, until_at=at
        )
    known.option, known.score, known.text, known.at = option, score, text, at
    known.language = language_of(language or invitation.language)
    known.save()
    _note_progress(invitation, form, at)
    announce(
        SurveyAnswered(
            known.id,
            invitation.id,
            invitation.form_key,
            question,
            asked.kind,
            score,
            invitation.about_id,
            invitation.case_id,
            changed,
        ),
        by=by,
        because=because or last_entry_of(invitation.id, "SurveyInvited"),
        customer_id=invitation.customer_id,
        unit_id=invitation.unit_id,
        at=at,
    )
    return known


def _read(asked: Question, value: str) -> tuple[str, int | None, str]:
    """Option id, score and text that a value stands for."""
    if asked.kind == "text":
        text = value.replace("\x00", "").strip()
        if len(text) > LONGEST_TEXT:
            raise NotAnAnswer(_("Please keep it under %(count)s characters.") % {"count": LONGEST_TEXT})
        return "", None, text
    chosen = asked.option(value)
    if chosen is None:
        raise NotAnAnswer(_("Please choose one of the answers."))
    return chosen.id, chosen.score, ""


def _note_progress(invitation: Invitation, form: Form, at: datetime) -> None:
    fields = []
    if invitation.answered_at is None:
        invitation.answered_at = at
        fields.append("answered_at")
    if invitation.opened_at is None:  # answered over the API, or by a phone call: it was seen
        invitation.opened_at = at
        fields.append("opened_at")
    answered = set(invitation.answers.values_list("question", flat=True))
    if invitation.finished_at is None and all(one.key in answered for one in form.questions):
        invitation.finished_at = at
        fields.append("finished_at")
    if fields:
        invitation.save(update_fields=fields)


@transaction.atomic
def finish(invitation: Invitation, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> bool:
    """Note that the customer went through to the end: every question that must be answered is. Whether that is so."""
    at = at or timezone.now()
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("version").get(id=invitation.id)
    answered = set(invitation.answers.values_list("question", flat=True))
    if not all(one.key in answered for one in parse(invitation.version.content).questions if one.required):
        return False
    if invitation.finished_at is None:
        invitation.finished_at = at
        invitation.save(update_fields=["finished_at"])
    return True
