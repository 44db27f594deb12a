"""We tell the customer what went wrong, apologise, and name what we make it good with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Outgoing, send_all
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.events import ApologyMade
from zhiyin.recover.compensation.models import Apology, Award
from zhiyin.recover.compensation.rulings import told
from zhiyin.recover.compensation.wording import Situation, language_for, letter
from zhiyin.resolve.cases.reads import last_questions_of
from zhiyin.resolve.promises.reads import breaches as the_breaches
from zhiyin.resolve.promises.reads import due_in_words


@transaction.atomic
def apologise(awards: Mapping[UUID, Entry | None], *, by: Actor, at: datetime | None = None) -> list[Apology]:
    """Write to customers about awards as they stand: at the breach (naming the amount only once it is granted), when an
    approval was granted later, or when a person gave something of their own accord. `awards` says because of which entry.

    Once an occasion; not where the policy asks for no apology, nor before a gift of ours is granted. A hundred apologies
    take as many statements as one.
    """
    at = at or timezone.now()
    due = _due(awards)
    if not due:
        return []
    templates = _templates(due)
    questions = last_questions_of(award.case_id for award, _occasion in due if award.case_id)
    breaches = the_breaches(award.breach_id for award, _occasion in due if award.breach_id)
    languages = [language_for((one.case.language if one.case else "") or one.customer.language) for one, _ in due]
    beside = told([(award, language) for (award, _), language in zip(due, languages, strict=True)])
    apologies, outgoing = [], []
    for (award, occasion), template, language in zip(due, templates, languages, strict=True):
        case = award.case
        breach = breaches[award.breach_id] if award.breach_id else None
        situation = _situation(award, breach.promise if breach else None, language)
        text = letter(template, language, situation, beside.get(award.id, ""))
        question = questions.get(case.id) if case else None
        outgoing.append(
            Outgoing(
                award.customer_id,
                text,
                awards[award.id],
                channel_id=case.channel_id if case else None,
                answers_id=question.id if question else None,
                automatic=True,
                case_id=award.case_id,
            )
        )
        apologies.append(
            Apology(
                award=award,
                customer_id=award.customer_id,
                occasion=occasion,
                template=template,
                language=language,
                text=text,
                by_name=by.name,
                at=at,
            )
        )
    for apology, message in zip(apologies, send_all(outgoing, by=by, at=at), strict=True):
        apology.message_id = message.id
    insert(*apologies)
    announce_all(
        [
            News(
                ApologyMade(apology.id, award.id, award.case_id, apology.message_id),
                awards[award.id],
                award.customer_id,
                award.unit_id,
                at,
            )
            for apology, (award, _occasion) in zip(apologies, due, strict=True)
        ],
        by=by,
    )
    return apologies


def _due(awards: Iterable[UUID]) -> list[tuple[Award, str]]:
    """The awards, locked, about which something is to be said now, with the occasion."""
    ids = list(awards)
    found = {
        award.id: award
        for award in Award.objects.select_for_update(of=("self",))
        .select_related("case", "case__unit", "customer", "approval")
        .filter(id__in=ids, apologise=True)
        .order_by("id")
    }
    said = set(Apology.objects.filter(award__in=found).values_list("award_id", "occasion"))
    occasions = [(found[id], occasion) for id in ids if id in found and (occasion := _occasion(found[id])) is not None]
    return [(award, occasion) for award, occasion in occasions if (award.id, occasion) not in said]


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


_FIXED = {Apology.Occasion.GOODWILL: policy.GOODWILL, Apology.Occasion.GRANTED: policy.GRANTED_LATER}

# Two breaches at once: the second one's letter knows of the first. Everybody takes the locks in the same order.
_HOLD = """
SELECT pg_advisory_xact_lock(key)
FROM (SELECT DISTINCT hashtextextended('apology:customer:' || id, 0) AS key FROM unnest(%s::text[]) id ORDER BY key) keys
"""


def _templates(due: Sequence[tuple[Award, str]]) -> list[str]:
    """The wording of each: at a breach by how often the customer was apologised to before."""
    customers = {award.customer_id for award, occasion in due if occasion == Apology.Occasion.BREACH}
    before: Counter[UUID] = Counter()
    if customers:
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [[str(id) for id in customers]])
        earlier = Apology.objects.filter(customer_id__in=customers, occasion=Apology.Occasion.BREACH)
        before.update(dict(earlier.values_list("customer_id").annotate(Count("id"))))
    templates = []
    for award, occasion in due:
        fixed = _FIXED.get(Apology.Occasion(occasion))
        templates.append(fixed or policy.wording(before[award.customer_id]))
        if fixed is None:
            before[award.customer_id] += 1
    return templates


def _situation(award: Award, promise: Any | None, language: str) -> Situation:
    case = award.case
    due, answered = "", True
    if promise is not None:
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
