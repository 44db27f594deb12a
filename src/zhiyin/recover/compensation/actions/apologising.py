"""We tell the customer what went wrong, apologise, and name what we make it good with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import send
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.events import ApologyMade
from zhiyin.recover.compensation.models import Apology, Award
from zhiyin.recover.compensation.wording import Situation, language_for, letter
from zhiyin.resolve.cases.reads import last_question_of
from zhiyin.resolve.promises.reads import breach as the_breach
from zhiyin.resolve.promises.reads import due_in_words


@transaction.atomic
def apologise(award_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Apology | None:
    """Write to the customer about an award as it stands: at the breach (naming the amount only once it is granted), when
    an approval was granted later, or when a person gave something of their own accord.

    Once an occasion; not where the policy asks for no apology, nor before a gift of ours is granted.
    """
    at = at or timezone.now()
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("case", "case__unit", "customer", "approval")
        .get(id=award_id)
    )
    if not award.apologise:
        return None
    occasion = _occasion(award)
    if occasion is None or Apology.objects.filter(award=award, occasion=occasion).exists():
        return None
    template = _template(award, occasion)
    case = award.case
    language = language_for((case.language if case else "") or award.customer.language)
    text = letter(template, language, _situation(award, language))
    question = last_question_of(case.id) if case else None
    message = send(
        customer_id=award.customer_id,
        channel_id=case.channel_id if case else None,
        text=text,
        answers_id=question.id if question else None,
        automatic=True,
        case_id=award.case_id,
        by=by,
        because=because,
        at=at,
    )
    apology = Apology.objects.create(
        award=award,
        customer_id=award.customer_id,
        occasion=occasion,
        message_id=message.id,
        template=template,
        language=language,
        text=text,
        by_name=by.name,
        at=at,
    )
    announce(
        ApologyMade(apology.id, award.id, award.case_id, message.id),
        by=by,
        because=because,
        customer_id=award.customer_id,
        unit_id=award.unit_id,
        at=at,
    )
    return apology


def _occasion(award: Award) -> str | None:
    """Which occasion this is; None when there is nothing to say yet."""
    asked = getattr(award, "approval", None)
    if award.breach_id is None:
        return Apology.Occasion.GOODWILL if award.state == policy.GRANTED else None
    if award.state == policy.WAITING:
        return Apology.Occasion.BREACH
    if award.state == policy.GRANTED:
        return Apology.Occasion.GRANTED if asked is not None else Apology.Occasion.BREACH
    return None


def _template(award: Award, occasion: str) -> str:
    if occasion == Apology.Occasion.GOODWILL:
        return policy.GOODWILL
    if occasion == Apology.Occasion.GRANTED:
        return policy.GRANTED_LATER
    with connection.cursor() as cursor:  # two breaches at once: the second one's letter knows of the first
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"apology:customer:{award.customer_id}"]
        )
    before = Apology.objects.filter(customer_id=award.customer_id, occasion=Apology.Occasion.BREACH).count()
    return policy.wording(before)


def _situation(award: Award, language: str) -> Situation:
    case = award.case
    due, answered = "", True
    if award.breach_id is not None:
        promise = the_breach(award.breach_id).promise
        due, answered = due_in_words(promise, language), promise.answered_at is not None
    unit = case.unit if case else None
    name = "" if unit is None else unit.name if language.startswith("zh") else unit.name_en or unit.name
    return Situation(
        name=award.customer.name,
        subject=case.subject if case else "",
        promise=award.promise_name,
        due=due,
        kind=award.kind if award.state == policy.GRANTED else "",
        amount_minor=award.amount_minor,
        currency=award.currency,
        answered=answered,
        signature=name,
    )
