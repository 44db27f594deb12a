"""How a case ends: resolved, the customer asked, perhaps answering, perhaps called back."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from uuid import UUID

from zhiyin.demo.history.setting import By, History, Plot, Told
from zhiyin.demo.texts import remarked
from zhiyin.demo.writing import id_at
from zhiyin.listen.surveys.events import SurveyAnswered, SurveyInvited
from zhiyin.recover.followup.events import CallBackAsked, CallBackMade
from zhiyin.resolve.cases.events import CaseReopened, CaseResolved

FORM = "after_case"
#: shares of cases after which the customer is asked, and of those asked who answer
INVITED, ANSWERING = 0.75, 0.42

#: a case's status and when it was resolved
Ending = tuple[str, datetime | None]


def judged(history: History, plot: Plot, at: datetime, *, broken: bool, arm: str | None) -> Ending:
    """The case is resolved at `at` and the customer asked. Returns how the case stands now."""
    rng, now = history.rng, history.now
    closure_id, closed = _closed(history, plot, at, "waiting_customer", because=plot.root)
    invited_at = at + timedelta(minutes=1)
    if rng.random() > INVITED or invited_at >= now:
        return "resolved", at
    answered_at = invited_at + timedelta(hours=math.exp(rng.gauss(1.2, 1.0)))
    answering = rng.random() < ANSWERING and answered_at < now
    invitation_id = id_at(invited_at, rng)
    invited = history.line.tell(
        SurveyInvited(invitation_id, FORM, closure_id, plot.case_id), invited_at, because=closed, **plot.about
    )
    history.add(
        "surveys.Invitation",
        id=invitation_id,
        customer_id=plot.guest.id,
        unit_id=plot.unit_id,
        form_key=FORM,
        version_id=history.setting.form_version,
        about_id=closure_id,
        case_id=plot.case_id,
        language=plot.guest.language,
        because_id=closed[0],
        invited_at=invited_at,
        expires_at=invited_at + timedelta(days=30),
        delivered_at=invited_at,
        opened_at=answered_at if answering else None,
        answered_at=answered_at if answering else None,
        finished_at=answered_at if answering else None,
    )
    if not answering:
        return "resolved", at
    score, answer_id, told = _answered(history, plot, invitation_id, invited, closure_id, answered_at, broken, arm)
    if score > 2:
        return "resolved", at
    return _called_back(history, plot, told, answered_at, invitation_id, answer_id, score)


def _closed(history: History, plot: Plot, at: datetime, status_before: str, because: Told) -> tuple[UUID, Told]:
    closure_id = id_at(at, history.rng)
    history.add(
        "cases.Closure",
        id=closure_id,
        case_id=plot.case_id,
        reason="solved",
        status_before=status_before,
        by_id=plot.agent[1],
        at=at,
    )
    resolved = CaseResolved(closure_id, plot.case_id)
    return closure_id, history.line.tell(resolved, at, because=because, by=plot.agent, **plot.about)


def _answered(
    history: History,
    plot: Plot,
    invitation_id: UUID,
    invited: Told,
    closure_id: UUID,
    at: datetime,
    broken: bool,
    arm: str | None,
) -> tuple[int, UUID, Told]:
    """Satisfaction, recommendation, perhaps a remark. Returns the satisfaction, its answer's id and entry."""
    rng, truths = history.rng, history.truths
    share = truths.satisfied_broken if broken else truths.satisfied_kept
    if arm is not None and arm == history.setting.quicker_arm:
        share = min(0.98, share + truths.quicker_lift)
    happy = rng.random() < share
    satisfaction = rng.choices((4, 5), (35, 65))[0] if happy else rng.choices((1, 2, 3), (20, 30, 50))[0]
    recommendation = min(10, max(0, round(rng.gauss(9.1 if happy else 5.2, 1.3))))
    by: By = ("customer", plot.guest.id, plot.guest.name)
    told = []
    for question, kind, option, score in (
        ("satisfaction", "csat", f"s{satisfaction}", satisfaction),
        ("recommendation", "nps", f"n{recommendation}", recommendation),
    ):
        answer_id = id_at(at, rng)
        history.add(
            "surveys.Answer",
            id=answer_id,
            invitation_id=invitation_id,
            question=question,
            kind=kind,
            option=option,
            score=score,
            language=plot.language,
            first_at=at,
            at=at,
        )
        answer = SurveyAnswered(answer_id, invitation_id, FORM, question, kind, score, closure_id, plot.case_id)
        told.append((answer_id, history.line.tell(answer, at, because=invited, by=by, **plot.about)))
    remark = remarked(plot.language, happy, rng)
    if remark:
        history.add(
            "surveys.Answer",
            id=id_at(at, rng),
            invitation_id=invitation_id,
            question="words",
            kind="text",
            text=remark,
            language=plot.language,
            first_at=at,
            at=at,
        )
    return satisfaction, *told[0]


def _called_back(
    history: History, plot: Plot, told: Told, at: datetime, invitation_id: UUID, answer_id: UUID, score: int
) -> Ending:
    """A bad answer reopened the case and asked for a call back, which is made within two days."""
    rng, line = history.rng, history.line
    reopening_id, call_back_id = id_at(at, rng), id_at(at, rng)
    history.add("cases.Reopening", id=reopening_id, case_id=plot.case_id, reason="客户评价不满意", at=at)
    reopened = line.tell(CaseReopened(reopening_id, plot.case_id, "person"), at, because=told, **plot.about)
    asked = line.tell(CallBackAsked(call_back_id, plot.case_id), at, because=reopened, **plot.about)
    made_at = at + timedelta(hours=rng.uniform(2, 44))
    made = made_at < history.now
    history.add(
        "followup.CallBack",
        id=call_back_id,
        customer_id=plot.guest.id,
        case_id=plot.case_id,
        unit_id=plot.unit_id,
        invitation_id=invitation_id,
        answer_id=answer_id,
        kind="csat",
        score=score,
        asked_at=at,
        due_at=at + timedelta(days=1),
        made_at=made_at if made else None,
        made_by_id=plot.agent[1] if made else None,
        note="已致电客户，道歉并说明处理结果。" if made else "",
        because_id=told[0],
    )
    if not made:
        return "open", None
    line.tell(CallBackMade(call_back_id, plot.case_id), made_at, because=asked, by=plot.agent, **plot.about)
    _closed(history, plot, made_at, "open", because=asked)
    return "resolved", made_at
