"""Repeats open one problem; a correction is put into effect; prevention is claimed only when its test passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.complaints import repeats
from zhiyin.recover.complaints.events import CorrectionMade, PreventionTested, ProblemEnded, ProblemOpened
from zhiyin.recover.complaints.models import Complaint, Correction, Problem, Proof
from zhiyin.recover.complaints.reads import cases_between, complaints_of_matter, rates_of_matters

HOUSE = system("complaints")


def look_for_repeats(
    complaint: Complaint,
    cause: str,
    *,
    by: Actor,
    because: Entry | None,
    step_id: UUID | None = None,
    at: datetime,
) -> Problem | None:
    """The problem that a complaint whose cause was found belongs to: the open one, or a new one at the third alike.

    In the caller's transaction. Two at once wait for each other, so that there is never more than one.
    """
    _hold(complaint.matter)
    known = (
        Problem.objects.filter(matter=complaint.matter, cause__in=(cause, ""), state__in=Problem.OPEN_STATES)
        .order_by("-cause")
        .first()
    )
    because = because or (last_entry_of(step_id) if step_id else None)
    if known is not None:
        if not known.cause:
            known.cause = cause
            known.save(update_fields=["cause"])
        Complaint.objects.filter(id=complaint.id).update(problem=known)
        return known
    span = (complaint.opened_at - repeats.WINDOW, complaint.opened_at + repeats.WINDOW)
    alike = list(
        complaints_of_matter(complaint.matter)
        .filter(cause__kind=cause, opened_at__range=span)
        .filter(Q(problem=None) | Q(id=complaint.id))
    )
    most = repeats.most_within_window(one.opened_at for one in alike)
    if most < repeats.LEAST_ALIKE:
        return None
    counts = {"count": most, "days": repeats.WINDOW.days}
    return _open(alike, complaint.matter, cause, Problem.Found.REPEATS, counts, because=because, at=at)


@transaction.atomic
def look_for_risen(
    now: datetime, *, by: Actor = HOUSE, because: Entry | None = None, at: datetime | None = None
) -> list[Problem]:
    """Open a problem for each matter that is complained of more often than before, beyond chance. Recurring work.

    The cause is that of the complaints where they agree, else it is still to be found.
    """
    rates = rates_of_matters(now - repeats.WINDOW - repeats.BASELINE, now - repeats.WINDOW, now)
    opened = []
    for matter, p in repeats.risen(rates).items():
        with transaction.atomic():
            _hold(matter)
            if Problem.objects.filter(matter=matter, state__in=Problem.OPEN_STATES).exists():
                continue
            alike = list(
                complaints_of_matter(matter)
                .filter(opened_at__gte=now - repeats.WINDOW, opened_at__lt=now, problem=None)
                .select_related("cause")
            )
            if len(alike) < repeats.LEAST_ALIKE:
                continue
            causes = Counter(one.cause.kind if hasattr(one, "cause") else "" for one in alike)
            cause = causes.most_common(1)[0][0] if len(causes) == 1 else ""
            rate = next(one for one in rates if one.matter == matter)
            counts = {
                "count": rate.count,
                "exposure": rate.exposure,
                "before": rate.before,
                "before_exposure": rate.before_exposure,
                "p": round(p, 6),
                "days": repeats.WINDOW.days,
            }
            newest = max(alike, key=lambda one: one.opened_at)
            entry = last_entry_of(newest.id, "ComplaintOpened")
            opened.append(_open(alike, matter, cause, Problem.Found.RATE, counts, because=entry, at=now))
    return opened


def _open(
    alike: list[Complaint],
    matter: str,
    cause: str,
    found: str,
    counts: Mapping[str, float],
    *,
    because: Entry | None,
    at: datetime,
) -> Problem:
    units = {one.unit_id for one in alike}
    before = Problem.objects.filter(matter=matter).exclude(state__in=Problem.OPEN_STATES)
    problem = Problem.objects.create(
        matter=matter,
        cause=cause,
        unit_id=units.pop() if len(units) == 1 else None,
        found=found,
        counts=dict(counts),
        opened_at=at,
        follows=before.order_by("-opened_at").first(),
        because=because,
    )
    Complaint.objects.filter(id__in=[one.id for one in alike]).update(problem=problem)
    announce(
        ProblemOpened(problem.id, matter, cause, found),
        by=HOUSE,
        because=because,
        unit_id=problem.unit_id,
        at=at,
    )
    return problem


def _hold(matter: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"problem:{matter}"])


def _locked(problem_id: UUID, by: Actor) -> Problem:
    by.require("problem.handle")
    problem = Problem.objects.select_for_update().get(id=problem_id)
    if not by.sees_unit(problem.unit_id):
        raise PermissionDenied(_("This problem belongs to a unit whose work you do not see."))
    if not problem.is_open:
        raise ValidationError(_("Problem #%(number)s has ended.") % {"number": problem.number})
    return problem


@transaction.atomic
def correct_problem(
    problem_id: UUID,
    words: str,
    in_effect_at: datetime | None = None,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Correction:
    """Note what was changed about a problem, in effect from a moment on that is not in the future."""
    at = at or timezone.now()
    problem = _locked(problem_id, by)
    in_effect_at = in_effect_at or at
    if not words.strip():
        raise ValidationError({"words": _("Write what was changed.")})
    if in_effect_at > at:
        raise ValidationError({"in_effect_on": _("Note a correction once it is in effect, not before.")})
    if not problem.cause:
        raise ValidationError(
            _("Find the cause of at least one of these complaints first: a correction removes a cause.")
        )
    correction = Correction.objects.create(
        problem=problem, words=words.strip(), in_effect_at=in_effect_at, by_id=by.id, by_name=by.name, at=at
    )
    problem.state = Problem.State.ACTING
    problem.owner_id = problem.owner_id or (by.id if by.kind == "person" else None)
    problem.save(update_fields=["state", "owner"])
    announce(
        CorrectionMade(correction.id, problem.id, in_effect_at),
        by=by,
        because=because or last_entry_of(problem.id, "ProblemOpened"),
        unit_id=problem.unit_id,
        at=at,
    )
    return correction


@transaction.atomic
def prove_prevention(problem_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Proof:
    """Compare complaints per case before and after the last correction; only a test that passes calls it prevented.

    After it, complaints whose cause nobody has found yet count as if they were of this one; before it, they do not.
    """
    at = at or timezone.now()
    problem = _locked(problem_id, by)
    correction = problem.corrections.order_by("-in_effect_at", "-id").first()
    if correction is None:
        raise ValidationError(_("Nothing was changed about this problem yet: there is nothing to test."))
    begin, turn, end = repeats.windows(correction.in_effect_at, at)
    alike = complaints_of_matter(problem.matter)
    if problem.unit_id is not None:
        alike = alike.filter(unit=problem.unit_id)
    before = alike.filter(opened_at__gte=begin, opened_at__lt=turn, cause__kind=problem.cause).count()
    after = alike.filter(Q(cause=None) | Q(cause__kind=problem.cause), opened_at__gte=turn, opened_at__lt=end).count()
    exposures = [cases_between(one, two, problem.unit_id) for one, two in ((begin, turn), (turn, end))]
    look = 1 + correction.proofs.exclude(why="days").count()
    days = (end - turn) // timedelta(days=1)
    found = repeats.verdict(days, after, exposures[1], before, exposures[0], look)
    proof = Proof.objects.create(
        problem=problem,
        correction=correction,
        look=look,
        days=days,
        before_count=before,
        before_exposure=exposures[0],
        after_count=after,
        after_exposure=exposures[1],
        ratio=found.ratio,
        low=found.low,
        high=found.high,
        passed=found.passed,
        why=found.why,
        by_name=by.name,
        at=at,
    )
    if found.passed:
        problem.state, problem.ended_at = Problem.State.PREVENTED, at
        problem.save(update_fields=["state", "ended_at"])
    announce(
        PreventionTested(proof.id, problem.id, proof.passed),
        by=by,
        because=because or last_entry_of(correction.id),
        unit_id=problem.unit_id,
        at=at,
    )
    return proof


@transaction.atomic
def end_problem(
    problem_id: UUID, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Problem:
    """End a problem without proof, and say why. It is not called prevented."""
    at = at or timezone.now()
    problem = _locked(problem_id, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this is no problem any more.")})
    problem.state, problem.ended_at, problem.end_reason = Problem.State.ENDED, at, reason.strip()[:300]
    problem.save(update_fields=["state", "ended_at", "end_reason"])
    announce(
        ProblemEnded(problem.id),
        by=by,
        because=because or last_entry_of(problem.id),
        unit_id=problem.unit_id,
        at=at,
    )
    return problem
