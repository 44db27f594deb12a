"""What the clock does for complaints: an answer missed, a silent customer reminded and at last no longer waited for, and
the times that the law sets, which nobody can lengthen or end."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions import send
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.actions.closing import close
from zhiyin.recover.complaints.actions.stepping import locked, story_so_far, take
from zhiyin.recover.complaints.events import (
    ComplaintAnswerMissed,
    CustomerReminded,
    StatutoryClockMet,
    StatutoryClockMissed,
    StatutoryClockStarted,
)
from zhiyin.recover.complaints.models import Complaint, Solution, StatutoryClock
from zhiyin.recover.complaints.wording import Letter
from zhiyin.resolve.cases.reads import last_question_of
from zhiyin.resolve.promises.reads import calendar_named

HOUSE = system("complaints")
AT_ONCE = 200


@transaction.atomic
def start_statutory(
    complaint_id: UUID, authority: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> list[StatutoryClock]:
    """An authority handed us the complaint at `at`: the clocks of the law run, locked. Said again, it changes nothing."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    if not authority.strip():
        raise ValidationError({"authority": _("Say which authority it is.")})
    known = list(complaint.statutory_clocks.order_by("due_at"))
    if known:
        return known
    tables = all_in_force("statutory_times", "calendars", "public_days")
    times = tables["statutory_times"].decide({}).outcome
    calendar = calendar_named(times["calendar"], tables["calendars"], tables["public_days"])
    zone = ZoneInfo(complaint.unit.time_zone)
    accept_on = at.astimezone(zone).date()
    left = times["accept_working_days"]
    while left:  # the day on which it came does not count
        accept_on += timedelta(days=1)
        left -= calendar is None or bool(calendar.windows_on(accept_on))
    conclude_on = at.astimezone(zone).date() + timedelta(days=times["conclude_days"])
    made = []
    for name, on in ((StatutoryClock.Name.ACCEPT, accept_on), (StatutoryClock.Name.CONCLUDE, conclude_on)):
        end = datetime.combine(on, time(23, 59, 59), zone)
        clock = StatutoryClock.objects.create(
            complaint=complaint, name=name, authority=authority.strip()[:200], started_at=at, due_at=end
        )
        wake(end)
        announce(
            StatutoryClockStarted(clock.id, complaint.id, name, end),
            by=by,
            because=because or story_so_far(complaint),
            customer_id=complaint.customer_id,
            unit_id=complaint.unit_id,
            at=at,
        )
        made.append(clock)
    return made


@transaction.atomic
def meet_statutory(
    clock_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> StatutoryClock:
    """Note that we did what the law asks. Repeating it changes nothing."""
    at = at or timezone.now()
    clock = StatutoryClock.objects.get(id=clock_id)
    complaint = locked(clock.complaint_id, by)
    clock.refresh_from_db()
    if clock.met_at is not None:
        return clock
    clock.met_at = at
    clock.save(update_fields=["met_at"])
    announce(
        StatutoryClockMet(clock.id, complaint.id, clock.name),
        by=by,
        because=because or last_entry_of(clock.id),
        customer_id=complaint.customer_id,
        unit_id=complaint.unit_id,
        at=at,
    )
    return clock


@transaction.atomic
def do_what_is_due(now: datetime, *, by: Actor = HOUSE, because: Entry | None = None) -> int:
    """What has come due by `now`, each exactly once. Returns how many; call again while it returns any."""
    return _miss_answers(now, by) + _miss_statutory(now, by) + _hear_silence(now, by)


def _miss_answers(now: datetime, by: Actor) -> int:
    due = list(
        Complaint.objects.select_for_update(skip_locked=True)
        .filter(
            state__in=policy.OPEN_STATES, first_answer_at=None, answer_missed_at=None, answer_due_at__lte=now
        )
        .order_by("answer_due_at")[:AT_ONCE]
    )  # fmt: skip
    for complaint in due:
        complaint.answer_missed_at = now
        complaint.save(update_fields=["answer_missed_at"])
        announce(
            ComplaintAnswerMissed(complaint.id, complaint.case_id, complaint.answer_due_at),
            by=by,
            because=last_entry_of(complaint.id, "ComplaintOpened"),
            customer_id=complaint.customer_id,
            unit_id=complaint.unit_id,
            at=complaint.answer_due_at,
        )
    return len(due)


def _miss_statutory(now: datetime, by: Actor) -> int:
    due = list(
        StatutoryClock.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("complaint")
        .filter(met_at=None, missed_at=None, due_at__lte=now)
        .order_by("due_at")[:AT_ONCE]
    )
    for clock in due:
        clock.missed_at = now
        clock.save(update_fields=["missed_at"])
        announce(
            StatutoryClockMissed(clock.id, clock.complaint_id, clock.name, clock.due_at),
            by=by,
            because=last_entry_of(clock.id),
            customer_id=clock.complaint.customer_id,
            unit_id=clock.complaint.unit_id,
            at=clock.due_at,
        )
    return len(due)


def _hear_silence(now: datetime, by: Actor) -> int:
    waiting = Solution.objects.filter(next_at__lte=now).order_by("next_at").values_list("complaint_id", flat=True)
    done = 0
    for complaint_id in list(waiting[:AT_ONCE]):
        complaint = (
            Complaint.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("case", "customer", "unit")
            .filter(id=complaint_id)
            .first()
        )
        solution = Solution.objects.filter(complaint_id=complaint_id, next_at__lte=now).first() if complaint else None
        if complaint is None or solution is None:  # somebody is at it: looked at again in a moment
            continue
        if solution.reminders < policy.REMINDERS:
            _remind(complaint, solution, by, now)
        else:
            _wait_no_longer(complaint, solution, by, now)
        done += 1
    return done


def _remind(complaint: Complaint, solution: Solution, by: Actor, now: datetime) -> None:
    silent = timedelta(seconds=solution.silent_seconds)
    solution.reminders += 1
    solution.next_at = policy.silence(solution.proposed_at, solution.reminders, silent)
    solution.save(update_fields=["reminders", "next_at"])
    wake(solution.next_at)
    entry = announce(
        CustomerReminded(solution.id, complaint.id, solution.reminders),
        by=by,
        because=story_so_far(complaint),
        customer_id=complaint.customer_id,
        unit_id=complaint.unit_id,
        at=now,
    )
    question = last_question_of(complaint.case_id)
    send(
        customer_id=complaint.customer_id,
        channel_id=complaint.case.channel_id,
        text=Letter(complaint).reminder(solution, solution.proposed_at + silent),
        answers_id=question.id if question else None,
        automatic=True,
        case_id=complaint.case_id,
        by=by,
        because=entry,
        at=now,
    )


def _wait_no_longer(complaint: Complaint, solution: Solution, by: Actor, now: datetime) -> None:
    """The complaint ends unanswered: closed at once when all is there, else by its owner once it is."""
    solution.state, solution.next_at, solution.answered_at = Solution.State.NO_REPLY, None, now
    solution.save(update_fields=["state", "next_at", "answered_at"])
    take(complaint, policy.NO_REPLY, by=by, because=None, at=now)
    try:
        with transaction.atomic():
            close(complaint.id, by=by, at=now)
    except ValidationError:
        return  # what is missing stands on the complaint as a thing to do
