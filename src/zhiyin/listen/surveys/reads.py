"""Questions about surveys: who may open a link, what was answered, how many answer at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.surveys.content import Form, Option, Question, parse
from zhiyin.listen.surveys.links import id_in
from zhiyin.listen.surveys.models import Answer, FormVersion, Invitation, Withheld


class LinkRefused(LookupError):
    """A link that opens nothing. `reason` is forged, unknown or expired; an expired one still knows its invitation."""

    def __init__(self, reason: str, invitation: Invitation | None = None) -> None:
        super().__init__(reason)
        self.reason, self.invitation = reason, invitation


def invitation_for_token(token: str, at: datetime) -> Invitation:
    """The invitation that a link's token opens at this time. Raises `LinkRefused`."""
    id = id_in(token)
    if id is None:
        raise LinkRefused("forged")
    invitation = Invitation.objects.select_related("version").filter(id=id).first()
    if invitation is None:
        raise LinkRefused("unknown")
    if invitation.expired(at):
        raise LinkRefused("expired", invitation)
    return invitation


def answers_of(invitation: Invitation) -> dict[str, Answer]:
    """The answers of one invitation by question."""
    return {one.question: one for one in Answer.objects.filter(invitation=invitation)}


def answer_of(id: UUID) -> Answer | None:
    """One answer, with its invitation."""
    return Answer.objects.select_related("invitation").filter(id=id).first()


def answers_about(about_id: UUID) -> QuerySet[Answer]:
    """The answers to invitations about a row of another room, oldest first."""
    return Answer.objects.select_related("invitation").filter(invitation__about_id=about_id).order_by("first_at", "id")


def answers_in_case(case_id: UUID) -> QuerySet[Answer]:
    """The answers to all invitations within a case, oldest first."""
    return Answer.objects.select_related("invitation").filter(invitation__case_id=case_id).order_by("first_at", "id")


def answers_between(from_at: datetime, to_at: datetime, *, form_key: str | None = None) -> QuerySet[Answer]:
    """The answers first given in [from, to), each with its invitation (customer, unit, about_id, case_id)."""
    found = Answer.objects.select_related("invitation").filter(first_at__gte=from_at, first_at__lt=to_at)
    return found.filter(invitation__form_key=form_key) if form_key else found


def last_scores(customer_ids: Iterable[UUID], kind: str = "csat") -> dict[UUID, int]:
    """The newest score of a kind of question for each of these customers, in one statement."""
    rows = (
        Answer.objects.filter(invitation__customer__in=list(customer_ids), kind=kind, score__isnull=False)
        .order_by("invitation__customer_id", "-first_at")
        .distinct("invitation__customer_id")
        .values_list("invitation__customer_id", "score")
    )
    return {customer_id: score for customer_id, score in rows if score is not None}


def invitations_seen_by(actor: Actor) -> QuerySet[Invitation]:
    """The invitations of the units that the actor may see; none without `survey.read`."""
    if not actor.may("survey.read"):
        return Invitation.objects.none()
    found = Invitation.objects.select_related("customer", "version")
    return found if actor.kind == "system" or actor.units is None else found.filter(_of_units(actor))


def answers_seen_by(actor: Actor) -> QuerySet[Answer]:
    """The answers to invitations that the actor may see."""
    if not actor.may("survey.read"):
        return Answer.objects.none()
    found = Answer.objects.select_related("invitation")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(invitation__unit=None) | Q(invitation__unit__in=actor.units))


def _of_units(actor: Actor) -> Q:
    return Q(unit=None) | Q(unit__in=actor.units or ())


@dataclass(frozen=True, slots=True)
class Response:
    """How far the invitations of a form came. `asked` counts those that did not fail on the way."""

    form: Form
    asked: int
    failed: int
    delivered: int
    opened: int
    answered: int
    finished: int
    withheld: int


def responses(actor: Actor, from_at: datetime, to_at: datetime) -> list[Response]:
    """The response to each form asked in [from, to), by form key. Two statements."""
    counted = (
        invitations_seen_by(actor)
        .filter(invited_at__gte=from_at, invited_at__lt=to_at)
        .order_by("form_key")
        .values_list("form_key")
        .annotate(
            asked=Count("id", filter=Q(failed_at=None)),
            failed=Count("failed_at"),
            delivered=Count("delivered_at"),
            opened=Count("opened_at"),
            answered=Count("answered_at"),
            finished=Count("finished_at"),
        )
    )
    held = Withheld.objects.filter(at__gte=from_at, at__lt=to_at)
    if actor.kind != "system" and actor.units is not None:
        held = held.filter(_of_units(actor))
    withheld = dict(held.order_by().values_list("form_key").annotate(Count("id")))
    found = []
    for key, asked, failed, delivered, opened, answered, finished in counted:
        held_back = withheld.get(key, 0)
        found.append(Response(newest_form(key), asked, failed, delivered, opened, answered, finished, held_back))
    return found


def newest_form(key: str) -> Form:
    """The newest version of a form that was ever sent."""
    return parse(FormVersion.objects.filter(key=key).order_by("-number").values_list("content", flat=True)[0])


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the answers to one question fall on its options: (option, count), in the form's order."""

    question: Question
    counts: tuple[tuple[Option, int], ...]
    n: int


def distributions(actor: Actor, form: Form, from_at: datetime, to_at: datetime) -> list[Distribution]:
    """The answers first given in [from, to) to each question with options. One statement."""
    answers = answers_seen_by(actor).filter(invitation__form_key=form.key, first_at__gte=from_at, first_at__lt=to_at)
    rows = answers.order_by().values_list("question", "option").annotate(Count("id"))
    counted = {(question, option): n for question, option, n in rows}
    found = []
    for question in form.questions:
        if question.options:
            counts = tuple((option, counted.get((question.key, option.id), 0)) for option in question.options)
            found.append(Distribution(question, counts, sum(n for _option, n in counts)))
    return found
