"""What surveys offer to pages: the answers of a case and of a customer; how answers are linked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.face.links import excerpts, link
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.surveys.models import Answer
from zhiyin.listen.surveys.reads import answers_seen_by, invitations_seen_by

NEWEST = 6


@link("surveys.Invitation")
def invitation_address(id: UUID) -> str | None:
    return "/surveys"


@excerpts("surveys.Answer")
def words_of_answers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What was answered: the words, or the score on its scale."""
    tops = {"csat": 5, "ces": 7, "fair": 7, "nps": 10}
    answers = answers_seen_by(actor).filter(id__in=ids)
    return {
        one.id: one.text[:80] if one.score is None else f"{one.score}/{tops.get(one.kind, one.score)}"
        for one in answers
    }


@panel("case.context", order=60, permission="survey.read")
def answers_in_the_case(actor: Actor, case: Any) -> Panel | None:
    """What the customer answered in this case."""
    answers = answers_seen_by(actor).filter(invitation__case_id=case.id).order_by("-at", "-id")[:NEWEST]
    open_ones = invitations_seen_by(actor).filter(case_id=case.id, answered_at=None, failed_at=None).count()
    return _panel(list(answers), open_ones)


@panel("customer.context", order=60, permission="survey.read")
def answers_of_the_customer(actor: Actor, customer: Customer) -> Panel | None:
    """What the whole customer answered last."""
    found = answers_seen_by(actor).filter(invitation__customer__in=whole_ids(customer))
    return _panel(list(found.order_by("-at", "-id")[:NEWEST]), 0)


def _panel(answers: list[Answer], open_ones: int) -> Panel | None:
    if not answers and not open_ones:
        return None
    return Panel("surveys/answers.html", {"answers": answers, "open": open_ones}, title=_("Answers"))
